import type { PackFinding } from '../../commands/check-pack.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import type { Difference } from '../../domain/packs/diff.ts';
import type { Explained } from '../../domain/packs/explain.ts';
import { list } from '../../domain/packs/explain/part.ts';
import { valueWords } from '../../domain/packs/value-words.ts';
import { isPackWordKey, say } from '../../domain/packs/words.ts';
import type { Locale } from '../../domain/words/message.ts';

/** A finding as a line: place, what is wrong, and the numbers behind it. */
export function findingLine(locale: Locale, { code, pointer, details }: PackFinding): string {
  const key = `pack-finding.${code}`;
  const words = isPackWordKey(key) ? say(locale, { key }) : code;
  return `${pointer === '' ? '/' : pointer}\t${words} (${code})${details === undefined ? '' : ` ${JSON.stringify(details)}`}`;
}

/** A difference as a line: where, in words, and what it was and is. */
export function differenceLine(locale: Locale, { pointer, place, before, after }: Difference): string {
  return `${list(place, ' › ')[locale]}: ${valueWords(before)[locale]} → ${valueWords(after)[locale]}\t${pointer}`;
}

/** Headings with their sentences. */
export function explanation(parts: readonly Explained[]): string {
  return parts.map(({ title, sentences }) => [title, ...sentences.map((one) => `  ${one}`)].join('\n')).join('\n\n');
}

/** What an operator is told of a pack that comes with the program while other content is stored under its version. */
export function storedOtherwise({ name, version }: Pick<PolicyPack, 'name' | 'version'>): string {
  return `${name} ${version} is stored with other content than comes with this program; the stored one stays in force until the program's has a higher version`;
}
