/** Places in a form, written as JSON pointers: `/goals/0/title`. */
export type Content = Readonly<Record<string, unknown>>;

export function segments(path: string): readonly string[] {
  return path.split('/').slice(1);
}

export function valueAt(content: unknown, path: string): unknown {
  return segments(path).reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Content)[key] : undefined),
    content,
  );
}

/** The content with one value changed; nothing given is changed in place. `undefined` takes a member away. */
export function withValue(content: Content, path: string, value: unknown): Content {
  return replaced(content, segments(path), value) as Content;
}

function replaced(at: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(at) || (at === undefined && /^\d+$/.test(key))) {
    const list: unknown[] = Array.isArray(at) ? [...(at as unknown[])] : [];
    const index = Number(key);
    if (value === undefined && rest.length === 0) list.splice(index, 1);
    else list[index] = replaced(list[index], rest, value);
    return list;
  }
  const record = typeof at === 'object' && at !== null ? (at as Content) : {};
  const next = replaced(record[key], rest, value);
  if (next !== undefined) return { ...record, [key]: next };
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** Equal as JSON: the order of members does not count, for the database keeps its own. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [a as Content, b as Content];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Array.isArray(a) === Array.isArray(b) && [...keys].every((key) => sameContent(left[key], right[key]));
}

export interface Difference {
  readonly path: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Every place where two contents are not the same, as deep as both have structure. */
export function differences(mine: unknown, theirs: unknown, path = ''): readonly Difference[] {
  if (sameContent(mine, theirs)) return [];
  if (typeof mine !== 'object' || typeof theirs !== 'object' || mine === null || theirs === null) return [{ path, mine, theirs }];
  const [left, right] = [mine as Content, theirs as Content];
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return keys.flatMap((key) => differences(left[key], right[key], `${path}/${key}`));
}
