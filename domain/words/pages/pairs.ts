import type { Locale, Words } from '../message.ts';

/** Words of the pages are written as pairs, so that a page's Korean and English are read side by side. */
export type Pairs = Readonly<Record<string, Words>>;

export function inLanguage<P extends Pairs>(locale: Locale, pairs: P): Readonly<Record<keyof P, string>> {
  return Object.fromEntries(Object.entries(pairs).map(([key, words]) => [key, words[locale]])) as Record<keyof P, string>;
}
