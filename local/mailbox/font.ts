import { readFile } from 'node:fs/promises';

const sheet = 'pretendard-gov/dist/web/variable/pretendardvariable-gov-dynamic-subset.css';
const pieces = 'woff2-dynamic-subset/';

/** The style sheet of a Korean font, under the name by which mails ask for it; its pieces lie beside it. */
export async function fontSheet(): Promise<string> {
  const css = await readFile(address(), 'utf8');
  return css.replaceAll('Pretendard GOV Variable', 'Pretendard GOV').replaceAll(`./${pieces}`, './');
}

/** One piece of the font; undefined where there is none of that name. */
export async function fontPiece(name: string): Promise<Buffer | undefined> {
  if (!/^[\w.]+\.woff2$/.test(name)) return undefined;
  return readFile(new URL(`${pieces}${name}`, address())).catch(() => undefined);
}

function address(): URL {
  return new URL(import.meta.resolve(sheet));
}
