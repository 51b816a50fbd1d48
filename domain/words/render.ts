import { en } from './en.ts';
import type { WordKey } from './en.ts';
import { fill } from './fill.ts';
import type { Language } from './fill.ts';
import { ko } from './ko.ts';
import type { Locale, Message, Values } from './message.ts';

const LANGUAGES = languagesOf({ ko, en });

/** Languages that take their templates from these words. */
export function languagesOf(
  words: Readonly<Record<Locale, Readonly<Record<string, string>>>>,
): Readonly<Record<Locale, Language>> {
  return { ko: language('ko', words.ko), en: language('en', words.en) };
}

function language(locale: Locale, words: Readonly<Record<string, string>>): Language {
  return { locale, template: (key) => (Object.hasOwn(words, key) ? words[key] : undefined) };
}

/** The words of a key in a language; how placeholders are written: `fill`. */
export function render(locale: Locale, key: WordKey, values: Values = {}): string {
  return fill(LANGUAGES[locale], { key, values });
}

/** The same for a sentence that somebody else chose: where one stands, what happens if one does nothing. */
export function renderMessage(locale: Locale, message: Message): string {
  return fill(LANGUAGES[locale], message);
}

/** The key of a refusal's words: by what it concerns where there are words for that. There may be none for either. */
export function refusalKey(code: string, details: Readonly<Record<string, unknown>> = {}): string {
  const closer = `error.${code}.${String(details['concerns'])}`;
  return isWordKey(closer) ? closer : `error.${code}`;
}

/** For keys that are put together at run time (`error.…`). */
export function isWordKey(key: string): key is WordKey {
  return Object.hasOwn(en, key);
}
