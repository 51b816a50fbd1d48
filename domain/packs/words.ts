import { en } from '../words/en.ts';
import { type Language, fill } from '../words/fill.ts';
import { ko } from '../words/ko.ts';
import type { Locale, Message } from '../words/message.ts';
import { explain } from './words/explain.ts';
import { packFields } from './words/fields.ts';
import { packFindings } from './words/findings.ts';
import { packPages } from './words/pages.ts';

// Apart from the words of pages and mails: nobody but who works on rules needs to load them.
const pairs = { ...explain, ...packFields, ...packFindings, ...packPages } as const;

/** A key of the words about packs, or of the words of everything else. */
export type PackWordKey = keyof typeof pairs | keyof typeof en;

const OTHERS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { ko, en };

function language(locale: Locale): Language {
  return { locale, template: (key) => (isPackPair(key) ? pairs[key][locale] : own(OTHERS[locale], key)) };
}

const LANGUAGES: Readonly<Record<Locale, Language>> = { ko: language('ko'), en: language('en') };

/** A sentence about a pack in a language; how placeholders are written: `fill`. */
export function say(locale: Locale, message: Message): string {
  return fill(LANGUAGES[locale], message);
}

/** For keys that are put together at run time (`pack-finding.…`). */
export function isPackWordKey(key: string): key is PackWordKey {
  return isPackPair(key) || own(en, key) !== undefined;
}

function isPackPair(key: string): key is keyof typeof pairs {
  return Object.hasOwn(pairs, key);
}

function own(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}
