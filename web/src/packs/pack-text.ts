import { type Content, valueAt, withValue } from '../forms/pointers.ts';

/** A pack as people read and change it. */
export function packText(content: unknown): string {
  return JSON.stringify(content, undefined, 2);
}

/** The members of a pack that is being written; undefined while its text is none. */
export function draftOf(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Content) : undefined;
  } catch {
    return undefined;
  }
}

/** The text with another value at a JSON pointer. */
export function changedText(draft: Content, pointer: string, value: unknown): string {
  return packText(withValue(draft, pointer, value));
}

/** Days of a year that are no phase's. */
export const OTHER_DAYS = ['meeting', 'publication', 'archive'] as const;

/** What a place of a pack lists; nothing where it is no list. */
export function listAt(draft: unknown, pointer: string): readonly unknown[] {
  const found = valueAt(draft, pointer);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

interface PackDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const two = (value: number) => String(value).padStart(2, '0');

/** A day of a pack as a date of the cycle of `year`, for a calendar field; day 31 is the last of every month. Empty where it is no day. */
export function dateOfDay(day: unknown, year: number): string {
  const { year: later, month, day: given } = (day ?? {}) as Partial<PackDate>;
  if (later === undefined || month === undefined || given === undefined) return '';
  const last = new Date(Date.UTC(year + later, month, 0)).getUTCDate();
  return `${String(year + later)}-${two(month)}-${two(Math.min(given, last))}`;
}

/** The reverse; what else stands with the day, its time, stays. */
export function dayOfDate(date: string, year: number, day: unknown): PackDate {
  const [given = year, month = 1, of = 1] = date.split('-').map(Number);
  return { ...(day as PackDate), year: given - year, month, day: of };
}

/** Where in `packText(draft)` the value of a JSON pointer stands, to the end of its line; for what is missing, the place where it would stand. */
export function placeInText(draft: Content, pointer: string): readonly [from: number, to: number] {
  const text = packText(draft);
  if (pointer === '') return [0, 0];
  const marked = packText(withValue(draft, pointer, '\u{10FFFF}'));
  let at = 0;
  while (at < text.length && text[at] === marked[at]) at += 1;
  const end = text.indexOf('\n', at);
  return [at, end === -1 ? text.length : end];
}
