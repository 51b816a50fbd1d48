import { readFileSync } from 'node:fs';
import { type PolicyPack, policyPackSchema } from '../../contracts/pack.ts';

/** A pack that comes with this version. */
export function shippedPack(name: string): PolicyPack {
  return policyPackSchema.parse(JSON.parse(readFileSync(`data/packs/${name}.json`, 'utf8')));
}
