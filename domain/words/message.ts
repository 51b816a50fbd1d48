import type { LocalParts } from './dates.ts';

export const LOCALES = ['ko', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
/** Of mails to whom nobody has said a language for. */
export const HOME_LANGUAGE: Locale = 'ko';

/** A thing that has a name in both languages: a phase of the pack, a person (with the honorific in Korean). */
export interface Words {
  readonly ko: string;
  readonly en: string;
}

/** What a placeholder may stand for; a message inside a message is rendered in the same language. */
export type Value = string | number | LocalParts | Words | Message;
export type Values = Readonly<Record<string, Value>>;

/** A sentence without a language: it travels as JSON and is rendered where it is read. `K` is the key of a word. */
export interface Message<K extends string = string> {
  readonly key: K;
  readonly values?: Values;
}

/** A person inside a sentence. */
export function person(name: string, nameEn?: string | null): Words {
  return { ko: `${name} 님`, en: nameEn ?? name };
}
