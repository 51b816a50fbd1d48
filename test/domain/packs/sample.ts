import { readFileSync } from 'node:fs';
import { policyPackSchema } from '../../../contracts/pack.ts';
import type { CheckedPack } from '../../../domain/packs/checked-pack.ts';

export const SHIPPED = [
  'arizona',
  'coaching-first',
  'kr-local-grade4',
  'kr-local-grade5',
  'oklahoma',
  'us-doi',
  'us-federal-ses',
] as const;
export type Shipped = (typeof SHIPPED)[number];

/** A shipped pack as it stands in its file. */
export function rawPack(name: Shipped): unknown {
  return JSON.parse(readFileSync(`data/packs/${name}.json`, 'utf8'));
}

export function shippedPack(name: Shipped): CheckedPack {
  return policyPackSchema.parse(rawPack(name));
}

/** The pack with another value at the JSON pointer; `undefined` takes it away. */
export function changed(pack: CheckedPack, pointer: string, value: unknown): CheckedPack {
  const copy = structuredClone(pack);
  const parts = pointer.split('/').slice(1);
  const last = parts.pop() ?? '';
  const parent = parts.reduce<unknown>((one, part) => (one as Record<string, unknown>)[part], copy) as Record<string, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
