import type { Locale } from './message.ts';

const NAMES: Readonly<Record<string, Locale>> = { ko: 'ko', korean: 'ko', 한국어: 'ko', en: 'en', english: 'en', 영어: 'en' };

/** A language as a list of people names it. */
export function findLanguage(name: string): Locale | undefined {
  const known = name.toLowerCase();
  return Object.hasOwn(NAMES, known) ? NAMES[known] : undefined;
}

/** What a browser asks for (`Accept-Language`, `navigator.language`): English for any language that is not spoken here; undefined where it names none. */
export function languageOfBrowser(accepted = ''): Locale | undefined {
  const [first = ''] = accepted.split(/[,;]/);
  if (!/^\s*[a-z]/i.test(first)) return undefined;
  return /^\s*ko\b/i.test(first) ? 'ko' : 'en';
}
