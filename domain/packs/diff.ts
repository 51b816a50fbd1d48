import { canonicalJson } from '../canonical-json.ts';
import { type Place, type PlaceName, WHOLE, fieldOf, idOf, isFields, itemOf, phaseTitles, titled } from './place.ts';
import { isDay } from './value-words.ts';

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

/** What changed from one pack to another. Things with a name of their own are compared with the thing of the same name, wherever it stands. */
export function diffOf(before: unknown, after: unknown): readonly Difference[] {
  const titles = new Map([...phaseTitles(before), ...phaseTitles(after)]);
  return valueDiff(before, after, WHOLE).map((one) => ({ ...one, place: titled(one, titles) }));
}

function valueDiff(before: unknown, after: unknown, at: Place): readonly Difference[] {
  if (Array.isArray(before) && Array.isArray(after)) return listDiff(before, after, at);
  if (isFields(before) && isFields(after) && !isDay(before) && !isDay(after)) return objectDiff(before, after, at);
  return same(before, after) ? [] : [{ ...at, ...present({ before, after }) }];
}

function objectDiff(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  at: Place,
): readonly Difference[] {
  const keys = [...Object.keys(after), ...Object.keys(before).filter((key) => !(key in after))];
  return keys.flatMap((key) => valueDiff(before[key], after[key], fieldOf(at, key)));
}

function listDiff(before: readonly unknown[], after: readonly unknown[], at: Place): readonly Difference[] {
  const [old, now] = [before.map(idOf), after.map(idOf)];
  if ([...old, ...now].includes(undefined)) return plainListDiff(before, after, at);
  const kept = (ids: readonly (string | undefined)[], others: readonly (string | undefined)[]) =>
    ids.filter((id) => others.includes(id));
  const order = { before: kept(old, now), after: kept(now, old) };
  return [
    ...(same(order.before, order.after) ? [] : [{ ...at, ...order }]),
    ...after.flatMap((one, index) => valueDiff(before[old.indexOf(now[index])], one, itemOf(at, index, one))),
    ...before.flatMap((one, index) => (now.includes(old[index]) ? [] : valueDiff(one, undefined, itemOf(at, index, one)))),
  ];
}

/** Lists of names and numbers are one value; lists of things without a name are compared place by place. */
function plainListDiff(before: readonly unknown[], after: readonly unknown[], at: Place): readonly Difference[] {
  if (![...before, ...after].every(isFields)) return same(before, after) ? [] : [{ ...at, before, after }];
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
    valueDiff(before[index], after[index], itemOf(at, index, undefined)),
  ).flat();
}

function same(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));
}

function present({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
