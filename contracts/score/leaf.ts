import { isDay } from '../../domain/scoring/day.ts';
import { findExact } from '../../domain/scoring/exact.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Stage } from './first-fault.ts';
import type { Json } from './json.ts';
import type { Choice, Leaf } from './shape.ts';

export interface Wrong {
  readonly stage: Stage;
  readonly code: ErrorCode;
}
export type Leafed = { readonly value: string | number | boolean } | { readonly wrong: Wrong };

const WRONG_TYPE: Leafed = { wrong: { stage: 'types', code: 'wrong-type' } };
const NOT_A_NUMBER: Leafed = { wrong: { stage: 'types', code: 'not-a-number' } };

/** A value without parts: what the facts get for it, or what is wrong with it (scoring.md, GEN4 to GEN6). */
export function readLeaf(shape: Leaf | Choice, json: Json): Leafed {
  switch (shape.is) {
    case 'flag':
      return json.is === 'flag' ? { value: json.value } : WRONG_TYPE;
    case 'text':
      return json.is === 'text' ? { value: json.value } : WRONG_TYPE;
    case 'choice':
      if (json.is !== 'text') return WRONG_TYPE;
      return shape.of.includes(json.value) ? { value: json.value } : { wrong: { stage: 'types', code: 'unknown-value' } };
    case 'date':
      if (json.is !== 'text') return WRONG_TYPE;
      return isDay(json.value) ? { value: json.value } : { wrong: { stage: 'dates', code: 'date-invalid' } };
    case 'decimal':
      if (json.is !== 'text' && json.is !== 'number') return WRONG_TYPE;
      return findExact(json.value) === undefined ? NOT_A_NUMBER : { value: json.value };
    case 'count':
    case 'level':
    case 'year':
      return readWhole(shape.is, json);
  }
}

function readWhole(is: 'count' | 'level' | 'year', json: Json): Leafed {
  if (json.is !== 'text' && json.is !== 'number') return WRONG_TYPE;
  const exact = findExact(json.value);
  if (exact === undefined) return NOT_A_NUMBER;
  const value = Number(exact.n / exact.d);
  const fits = exact.n % exact.d === 0n && Number.isSafeInteger(value) && (is !== 'count' || value >= 0);
  return fits ? { value } : { wrong: { stage: 'range', code: is === 'level' ? 'level-out-of-range' : 'value-out-of-range' } };
}
