import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { decodeText } from '../../contracts/score/decode.ts';
import { recalculate, recalculateLine, type Wish } from '../../contracts/score/recalculate.ts';
import { inputSchema } from '../../contracts/score/schema.ts';
import type { ScoreOptions } from '../score.ts';
import { linesOf } from './lines.ts';
import { Output } from './output.ts';
import { fault } from './fault.ts';

const BAD_INPUT = 2;

/** What `dure score` does. Exit 2 for bad input: then nothing is on standard output, unless lines are streamed. */
export async function score(file: string | undefined, options: ScoreOptions): Promise<void> {
  const output = new Output(process.stdout);
  const wish: Wish = { explain: options.explain, text: options.text };
  try {
    if (options.schema) await output.write(`${JSON.stringify(inputSchema(), null, 2)}\n`);
    else if (options.ndjson) await scoreLines(open(file), { wish, output });
    else await scoreWhole(open(file), { wish, output });
  } catch (error) {
    process.stderr.write(`${JSON.stringify(fault(error))}\n`);
    process.exitCode = BAD_INPUT;
  }
}

interface Task {
  readonly wish: Wish;
  readonly output: Output;
}

function open(file: string | undefined): NodeJS.ReadableStream {
  return file === undefined || file === '-' ? process.stdin : createReadStream(file);
}

async function scoreWhole(input: NodeJS.ReadableStream, { wish, output }: Task): Promise<void> {
  const answer = recalculate(decodeText(await buffer(input)), wish);
  if (!Array.isArray(answer)) return output.write(`${JSON.stringify(answer)}\n`);
  // Member by member: all of them may be longer than one text can be.
  for (const [index, one] of answer.entries()) await output.write(`${index === 0 ? '[' : ','}${JSON.stringify(one)}`);
  await output.write(answer.length === 0 ? '[]\n' : ']\n');
}

async function scoreLines(input: NodeJS.ReadableStream, { wish, output }: Task): Promise<void> {
  for await (const lines of linesOf(input)) {
    let answers = '';
    for (const line of lines) answers += answerLine(line, wish);
    await output.write(answers);
    if (output.closed) return;
  }
}

/** Nothing for a blank line: there is no object in it. */
function answerLine(line: Uint8Array, wish: Wish): string {
  try {
    const text = decodeText(line);
    return text.trim() === '' ? '' : `${JSON.stringify(recalculateLine(text, wish))}\n`;
  } catch (error) {
    process.exitCode = BAD_INPUT;
    return `${JSON.stringify({ error: fault(error) })}\n`;
  }
}
