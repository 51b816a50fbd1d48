import { createHash } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';

/** The hash of a value, whatever the order of its members. */
export function sha256Of(value: unknown): Buffer {
  return createHash('sha256').update(canonicalJson(value)).digest();
}
