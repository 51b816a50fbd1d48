/** What a log may say of a fault: its code, else its name. A message may hold row values or addresses. */
export function faultCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (typeof code === 'string' || typeof code === 'number') return String(code);
  return typeof name === 'string' ? name : 'unknown';
}

/** The places of a stack, without the message above them, whatever its lines look like. */
function faultPlaces(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const { stack = '', message } = error;
  const from = stack.indexOf(message);
  const below = from < 0 ? stack : stack.slice(from + message.length);
  return below.split('\n').flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? []);
}

/** What a log says of a fault: its code and its places, never a text of the database. */
export function loggedFault(error: unknown): { readonly fault: string; readonly at: readonly string[] } {
  return { fault: faultCode(error), at: faultPlaces(error) };
}
