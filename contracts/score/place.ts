import type { Json, JsonField } from './json.ts';

/** Where a JSON pointer leads to in the text; for what is missing the end of what it is missing from. */
export function placeOf(root: Json, path: string): number {
  let [json, at] = [root, root.at];
  for (const part of path.split('/').slice(1)) {
    const next = stepDown(json, part.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (next === undefined) return endOf(json);
    [json, at] = [next.value, next.at];
  }
  return at;
}

function stepDown(json: Json, name: string): Omit<JsonField, 'name'> | undefined {
  if (json.is === 'object') return json.fields.find((field) => field.name === name);
  const item = json.is === 'list' ? json.items[Number(name)] : undefined;
  return item && { value: item, at: item.at };
}

function endOf(json: Json): number {
  return json.is === 'object' || json.is === 'list' ? json.end : json.at;
}
