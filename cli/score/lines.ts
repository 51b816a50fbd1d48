const NEWLINE = 0x0a;

/** The lines of a stream as bytes, without their line feed, as many at a time as have come. The last one needs none. */
export async function* linesOf(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<readonly Uint8Array[]> {
  let begun: Uint8Array[] = [];
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let to = bytes.indexOf(NEWLINE); to >= 0; to = bytes.indexOf(NEWLINE, from)) {
      const end = bytes.subarray(from, to);
      lines.push(begun.length === 0 ? end : Buffer.concat([...begun, end]));
      begun = [];
      from = to + 1;
    }
    if (from < bytes.length) begun.push(bytes.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (begun.length > 0) yield [Buffer.concat(begun)];
}
