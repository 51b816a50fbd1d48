import type { Locale } from './message.ts';

/** An instant as the clocks of a time zone show it; made by `domain/cycle/local-parts.ts`. */
export interface LocalParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly timeZone: string;
}

/**
 * `day`: 2/6(금), Fri 6 Feb · `short`: 2/6(금) 18시, Fri 6 Feb, 18:00 · `time`: 2/6(금) 18:00, Fri 6 Feb, 18:00 ·
 * `date`: 2026. 2. 6.(금), Fri 6 Feb 2026 · `long`: with time and zone · `clock`: with time, without zone.
 */
export const DATE_FORMATS = ['day', 'short', 'time', 'date', 'clock', 'long'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const WEEKDAYS = {
  ko: ['월', '화', '수', '목', '금', '토', '일'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export function formatDate(locale: Locale, parts: LocalParts, format: DateFormat): string {
  return locale === 'ko' ? korean(parts, format) : english(parts, format);
}

function korean(parts: LocalParts, format: DateFormat): string {
  const { year, month, day, hour, minute } = parts;
  const weekday = `(${WEEKDAYS.ko[parts.weekday - 1] ?? ''})`;
  const near = `${month}/${day}${weekday}`;
  const full = `${year}. ${month}. ${day}.${weekday}`;
  switch (format) {
    case 'day':
      return near;
    case 'short':
      return minute === 0 ? `${near} ${hour}시` : `${near} ${hour}시 ${minute}분`;
    case 'time':
      return `${near} ${time(parts)}`;
    case 'date':
      return full;
    case 'clock':
      return `${full} ${time(parts)}`;
    case 'long':
      return `${full} ${time(parts)} (${zoneName('ko', parts.timeZone)})`;
  }
}

function english(parts: LocalParts, format: DateFormat): string {
  const near = `${WEEKDAYS.en[parts.weekday - 1] ?? ''} ${parts.day} ${MONTHS[parts.month - 1] ?? ''}`;
  switch (format) {
    case 'day':
      return near;
    case 'short':
    case 'time':
      return `${near}, ${time(parts)}`;
    case 'date':
      return `${near} ${parts.year}`;
    case 'clock':
      return `${near} ${parts.year}, ${time(parts)}`;
    case 'long':
      return `${near} ${parts.year}, ${time(parts)} (${zoneName('en', parts.timeZone)})`;
  }
}

function time({ hour, minute }: LocalParts): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function zoneName(locale: Locale, timeZone: string): string {
  if (timeZone === 'Asia/Seoul') return locale === 'ko' ? '한국 시간' : 'Seoul time';
  const place = (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
  return locale === 'ko' ? `${place} 시간` : `${place} time`;
}
