import type { PackDay } from '../cycle/plan.ts';
import type { Words } from '../words/message.ts';
import { SEAT_METHODS, WITHOUT_QUORUM } from './choices.ts';
import { dayWords } from './day-words.ts';
import { list } from './explain/part.ts';
import { isFields } from './place.ts';

/** A value of a pack as one reads it: a day or a choice in words, a text in the language, names one after the other, anything else as JSON. */
export function valueWords(value: unknown): Words {
  if (value === undefined || value === null) return list([{ key: 'packs.none' }]);
  if (typeof value === 'boolean') return list([{ key: value ? 'packs.yes' : 'packs.no' }]);
  if (isDay(value)) return dayWords(value);
  if (isFields(value) && typeof value['ko'] === 'string' && typeof value['en'] === 'string') return value as unknown as Words;
  const method = SEAT_METHODS.find((one) => one === value);
  if (method !== undefined) return list([{ key: `seats.${method}` }]);
  const without = WITHOUT_QUORUM.find((one) => one === value);
  if (without !== undefined) return list([{ key: `without-quorum.${without}` }]);
  const text = typeof value === 'string' ? value : isNames(value) ? value.join(', ') : JSON.stringify(value);
  return { ko: text, en: text };
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}

/** Whether it is a day of the cycle's year, which is one value. */
export function isDay(value: unknown): value is PackDay {
  return isFields(value) && typeof value['month'] === 'number' && typeof value['day'] === 'number';
}
