import { TASK_KINDS } from '../tasks/kinds.ts';
import type { Message, Words } from '../words/message.ts';
import { isPackWordKey } from './words.ts';

/** What somebody who reads a pack calls a part of it. */
export type PlaceName = Words | Message;

/** A part of a pack: its JSON pointer, and the names on the way there, outermost first. */
export interface Place {
  readonly pointer: string;
  readonly place: readonly PlaceName[];
}

export const WHOLE: Place = { pointer: '', place: [] };

/** The names on the way to a JSON pointer into what may be a pack; what is not there is named by its field. */
export function placeOf(pack: unknown, pointer: string): readonly PlaceName[] {
  let [at, value] = [WHOLE, pack];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const inside: unknown = isFields(value) || Array.isArray(value) ? (value as Fields)[key] : undefined;
    at = Array.isArray(value) ? itemOf(at, Number(key), inside) : fieldOf(at, key);
    value = inside;
  }
  return titled(at, phaseTitles(pack));
}

// The distribution's own name says that these are its shares, and the form has one field for each level.
const SAID_ABOVE = /^\/distribution\/shares(\/\d+\/share)?$/;

/** A member of an object. */
export function fieldOf(at: Place, key: string): Place {
  const pointer = `${at.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return { pointer, place: SAID_ABOVE.test(pointer) ? at.place : [...at.place, fieldName(key)] };
}

/** A thing in a list, by its own name; by its number where it has none. */
export function itemOf(at: Place, index: number, thing: unknown): Place {
  return { pointer: `${at.pointer}/${index}`, place: [...at.place, nameOf(thing) ?? ordinal(index)] };
}

function fieldName(key: string): PlaceName {
  const word = (TASK_KINDS as readonly string[]).includes(key) ? `task.${key}.name` : `pack-field.${key}`;
  return isPackWordKey(word) ? { key: word } : { ko: key, en: key };
}

function ordinal(index: number): PlaceName {
  return { ko: `${index + 1}째`, en: `no. ${index + 1}` };
}

function nameOf(thing: unknown): PlaceName | undefined {
  const fields = isFields(thing) ? thing : {};
  const words = [fields['title'], fields['name']].find(isFields);
  if (words !== undefined) return words as unknown as Words;
  const id = idOf(thing);
  return id === undefined ? undefined : { ko: id, en: id };
}

/** By what a thing in a list is known, wherever it stands; undefined where it has nothing of the kind. */
export function idOf(thing: unknown): string | undefined {
  if (!isFields(thing)) return undefined;
  return [thing['id'], thing['key'], thing['code'], thing['level']].find((one) => typeof one === 'string');
}

/** The titles of a pack's phases by their keys. */
export function phaseTitles(pack: unknown): ReadonlyMap<string, PlaceName> {
  const phases = isFields(pack) ? pack['phases'] : undefined;
  const titles = Array.isArray(phases) ? phases.map((phase: unknown) => [idOf(phase), nameOf(phase)] as const) : [];
  return new Map(titles.flatMap(([key, title]) => (key === undefined || title === undefined ? [] : [[key, title]])));
}

const DAYS_OF_PHASE = /^\/periods\/\d+\/dates\/phases\/[^/]+/;

/** The names of a place, where a period names its phases by their keys, with the titles of these. */
export function titled({ pointer, place }: Place, titles: ReadonlyMap<string, PlaceName>): readonly PlaceName[] {
  const parts = DAYS_OF_PHASE.exec(pointer)?.[0].split('/').slice(1) ?? [];
  const at = parts.length - 1;
  return place.map((name, index) => (index === at ? (titles.get(parts[at] ?? '') ?? name) : name));
}

type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
