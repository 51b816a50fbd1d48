import { canonicalJson } from '../canonical-json.ts';
import type { PackDay } from '../cycle/plan.ts';
import { TASK_KINDS } from '../tasks/kinds.ts';
import type { Message, Words } from '../words/message.ts';
import { dayWords } from './day-words.ts';
import { isPackWordKey } from './words.ts';

type PlaceName = Words | Message;

/** Something that is not the same in two packs. */
export interface Difference {
  /** JSON pointer into the later pack; for what is gone, into the earlier one. */
  readonly pointer: string;
  /** The names on the way there, outermost first. */
  readonly place: readonly PlaceName[];
  /** Absent: it was not there before. */
  readonly before?: unknown;
  /** Absent: it is gone. */
  readonly after?: unknown;
}

interface Place {
  readonly pointer: string;
  readonly place: readonly PlaceName[];
}

/** What changed from one pack to another. Things with a name of their own are compared with the thing of the same name, wherever it stands. */
export function diffOf(before: unknown, after: unknown): readonly Difference[] {
  const titles = new Map([...phaseTitles(before), ...phaseTitles(after)]);
  return valueDiff(before, after, { pointer: '', place: [] }).map((one) => ({ ...one, place: titled(one, titles) }));
}

function phaseTitles(pack: unknown): readonly (readonly [string, PlaceName])[] {
  const phases = isObject(pack) ? pack['phases'] : undefined;
  return Array.isArray(phases) ? phases.map((phase: unknown) => [idOf(phase) ?? '', nameOf(phase)]) : [];
}

const DAYS_OF_PHASE = /^\/periods\/\d+\/dates\/phases\/[^/]+/;

/** A period names its phases by their keys. */
function titled({ pointer, place }: Difference, titles: ReadonlyMap<string, PlaceName>): readonly PlaceName[] {
  const parts = DAYS_OF_PHASE.exec(pointer)?.[0].split('/').slice(1) ?? [];
  const at = parts.length - 1;
  return place.map((name, index) => (index === at ? (titles.get(parts[at] ?? '') ?? name) : name));
}

function valueDiff(before: unknown, after: unknown, at: Place): readonly Difference[] {
  if (Array.isArray(before) && Array.isArray(after)) return listDiff(before, after, at);
  if (isObject(before) && isObject(after) && !isDay(before) && !isDay(after)) return objectDiff(before, after, at);
  return same(before, after) ? [] : [{ ...at, ...present({ before, after }) }];
}

function objectDiff(before: Fields, after: Fields, at: Place): readonly Difference[] {
  const keys = [...Object.keys(after), ...Object.keys(before).filter((key) => !(key in after))];
  return keys.flatMap((key) => valueDiff(before[key], after[key], below(at, key, fieldName(key))));
}

function listDiff(before: readonly unknown[], after: readonly unknown[], at: Place): readonly Difference[] {
  const [old, now] = [before.map(idOf), after.map(idOf)];
  if ([...old, ...now].includes(undefined)) return plainListDiff(before, after, at);
  const kept = (ids: readonly (string | undefined)[], others: readonly (string | undefined)[]) =>
    ids.filter((id) => others.includes(id));
  const order = { before: kept(old, now), after: kept(now, old) };
  return [
    ...(same(order.before, order.after) ? [] : [{ ...at, ...order }]),
    ...after.flatMap((one, index) => valueDiff(before[old.indexOf(now[index])], one, below(at, `${index}`, nameOf(one)))),
    ...before.flatMap((one, index) =>
      now.includes(old[index]) ? [] : valueDiff(one, undefined, below(at, `${index}`, nameOf(one))),
    ),
  ];
}

/** Lists of names and numbers are one value; lists of things without a name are compared place by place. */
function plainListDiff(before: readonly unknown[], after: readonly unknown[], at: Place): readonly Difference[] {
  if (![...before, ...after].every(isObject)) return same(before, after) ? [] : [{ ...at, before, after }];
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => {
    const name = { ko: `${index + 1}째`, en: `no. ${index + 1}` };
    return valueDiff(before[index], after[index], below(at, `${index}`, name));
  }).flat();
}

type Fields = Readonly<Record<string, unknown>>;

function below({ pointer, place }: Place, key: string, name: PlaceName): Place {
  return { pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, place: [...place, name] };
}

function fieldName(key: string): PlaceName {
  const word = (TASK_KINDS as readonly string[]).includes(key) ? `task.${key}.name` : `pack-field.${key}`;
  return isPackWordKey(word) ? { key: word } : { ko: key, en: key };
}

function idOf(thing: unknown): string | undefined {
  if (!isObject(thing)) return undefined;
  return [thing['id'], thing['key'], thing['code'], thing['level']].find((one) => typeof one === 'string');
}

function nameOf(thing: unknown): PlaceName {
  const fields = isObject(thing) ? thing : {};
  const words = [fields['title'], fields['name']].find(isObject);
  return words === undefined ? { ko: idOf(thing) ?? '', en: idOf(thing) ?? '' } : (words as unknown as Words);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDay(value: Fields): boolean {
  return typeof value['month'] === 'number' && typeof value['day'] === 'number';
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
}

function present({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/** A value of a pack as one reads it: a day in words, a text in the language, anything else as JSON. */
export function valueWords(value: unknown): Words {
  if (value === undefined) return { ko: '없음', en: 'nothing' };
  if (isObject(value) && isDay(value)) return dayWords(value as unknown as PackDay);
  if (isObject(value) && typeof value['ko'] === 'string' && typeof value['en'] === 'string') return value as unknown as Words;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { ko: text, en: text };
}
