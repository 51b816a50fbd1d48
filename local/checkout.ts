import { dirname, extname, join } from 'node:path';

/** The root of the checkout, or of `dist/` where this runs compiled. */
export const checkout = dirname(import.meta.dirname);

/** Whether this is the compiled code of `dist/`. */
export const isCompiled = extname(import.meta.filename) === '.js';

/** The file of one of our programs, named from the root and without its extension: `worker/main`. */
export function programFile(name: string): string {
  return join(checkout, `${name}${isCompiled ? '.js' : '.ts'}`);
}
