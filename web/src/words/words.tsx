import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { HOME_TIME_ZONE } from '../../../domain/process/names.ts';
import { formatDate } from '../../../domain/words/dates.ts';
import type { DateFormat, LocalParts } from '../../../domain/words/dates.ts';
import type { WordKey } from '../../../domain/words/en.ts';
import { languageOfBrowser } from '../../../domain/words/languages.ts';
import { HOME_LANGUAGE, LOCALES } from '../../../domain/words/message.ts';
import type { Locale, Message, Values, Words } from '../../../domain/words/message.ts';
import { isWordKey, render, renderMessage } from '../../../domain/words/render.ts';
import { localParts } from './local-parts.ts';

const chosenKey = 'dure.language';

/** How a page speaks: keys, sentences of the API, pairs of the pack, dates. */
export interface Speech {
  readonly locale: Locale;
  readonly setLocale: (locale: Locale) => void;
  (key: WordKey, values?: Values): string;
  /** A sentence that the API chose. */
  readonly say: (message: Message) => string;
  readonly pair: (words: Words) => string;
  /** Words for a key made at run time; the given text where there are none. */
  readonly maybe: (key: string, otherwise: string) => string;
  readonly date: (instant: string, format: DateFormat, timeZone?: string) => string;
  /** The time of day only: 14:03. */
  readonly clock: (instant: string, timeZone?: string) => string;
  /** An instant as a value inside a sentence. */
  readonly parts: (instant: string, timeZone?: string) => LocalParts;
}

const Context = createContext<Speech | undefined>(undefined);

function firstLocale(): Locale {
  return chosenHere() ?? languageOfBrowser(navigator.language) ?? HOME_LANGUAGE;
}

/** What was chosen in this browser while nobody was signed in: the choice of whoever signs in next. */
export function chosenHere(): Locale | undefined {
  const chosen = localStorage.getItem(chosenKey);
  return LOCALES.find((locale) => locale === chosen);
}

/** Undefined: whose choice it is has signed in, and their account keeps it. */
export function keepChosenHere(locale: Locale | undefined): void {
  if (locale === undefined) localStorage.removeItem(chosenKey);
  else localStorage.setItem(chosenKey, locale);
}

function clockOf({ hour, minute }: LocalParts): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function speech(locale: Locale, change: (locale: Locale) => void): Speech {
  const say = (key: WordKey, values?: Values) => render(locale, key, values);
  return Object.assign(say, {
    locale,
    setLocale: change,
    say: (message: Message) => renderMessage(locale, message),
    pair: (words: Words) => words[locale],
    maybe: (key: string, otherwise: string) => (isWordKey(key) ? render(locale, key) : otherwise),
    date: (instant: string, format: DateFormat, timeZone = HOME_TIME_ZONE) =>
      formatDate(locale, localParts(instant, timeZone), format),
    clock: (instant: string, timeZone = HOME_TIME_ZONE) => clockOf(localParts(instant, timeZone)),
    parts: (instant: string, timeZone = HOME_TIME_ZONE) => localParts(instant, timeZone),
  });
}

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [locale, setLocale] = useState(firstLocale);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const value = useMemo(() => speech(locale, setLocale), [locale]);
  return <Context value={value}>{children}</Context>;
}

export function useWords(): Speech {
  const value = use(Context);
  if (value === undefined) throw new Error('words are used outside of WordsProvider');
  return value;
}
