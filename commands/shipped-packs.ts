import { readFile, readdir } from 'node:fs/promises';

const SHIPPED = new URL('../data/packs/', import.meta.url);
/** Of the folder's files, what describes a pack instead of being one. */
const SCHEMA = 'pack.schema.json';

/** Names of the packs that come with this version. */
export async function shippedPacks(folder = SHIPPED): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.json') && file !== SCHEMA)
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** The content of a pack that comes with this version; undefined if there is none of this name. */
export async function findShippedPack(name: string, folder = SHIPPED): Promise<unknown> {
  if (!(await shippedPacks(folder)).includes(name)) return undefined;
  return JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8')) as unknown;
}
