import { mail as english } from './en/mail.ts';
import { en } from './en.ts';
import { fill } from './fill.ts';
import { mail as korean } from './ko/mail.ts';
import { ko } from './ko.ts';
import type { Locale, Message, Values } from './message.ts';
import { languagesOf } from './render.ts';

// Apart from the words of pages: no browser needs to load them.
export const englishOfMails = { ...en, ...english } as const;

/** A key of the words of mails, or of the words of everything else. */
export type MailWordKey = keyof typeof englishOfMails;

export const koreanOfMails: Readonly<Record<MailWordKey, string>> = { ...ko, ...korean };

const LANGUAGES = languagesOf({ ko: koreanOfMails, en: englishOfMails });

/** The words of a key in a mail; how placeholders are written: `fill`. */
export function renderInMail(locale: Locale, key: MailWordKey, values: Values = {}): string {
  return fill(LANGUAGES[locale], { key, values });
}

/** The same for a sentence that somebody else chose. */
export function renderMessageInMail(locale: Locale, message: Message): string {
  return fill(LANGUAGES[locale], message);
}
