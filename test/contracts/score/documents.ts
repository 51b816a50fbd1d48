import { fc } from '@fast-check/vitest';
import type { Field, Fields, ObjectShape, Shape } from '../../../contracts/score/shape.ts';
import { TABLE } from '../../../contracts/score/table.ts';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const names = fc.constantFrom(
  'S',
  'A',
  'B',
  'LC',
  'LP',
  'BA',
  '1',
  '2',
  '__proto__',
  'a/b',
  'meets',
  'exceeds',
  'higher',
  'lower',
  '',
);
const decimals = fc.oneof(
  fc.constantFrom(
    '0',
    '100',
    '50',
    '30',
    '20',
    '5',
    '-1',
    '0.5',
    '33.33',
    '60',
    '-0',
    '007.50',
    '9'.repeat(60),
    `0.${'0'.repeat(58)}1`,
  ),
  fc.integer({ min: -5, max: 120 }),
);
const days = fc.constantFrom('2025-01-01', '2025-05-14', '2025-05-15', '2025-12-31', '2024-02-29', '0000-01-01', '9999-12-31');

/** A document of a kind that has the form of the table; its sums and ranges are as they come. */
export function formed(kind: keyof typeof TABLE): fc.Arbitrary<Json> {
  return objects(TABLE[kind]).map((object) => ({ kind, ...(object as object) }));
}
export const anyFormed = fc.constantFrom(...(Object.keys(TABLE) as (keyof typeof TABLE)[])).chain(formed);

function objects({ fields, by, together }: ObjectShape): fc.Arbitrary<Json> {
  const variants = by === undefined ? [{}] : Object.values(by.variants);
  const choices = by === undefined ? [undefined] : Object.keys(by.variants);
  return fc.nat(variants.length - 1).chain((index) => {
    const choice = choices[index];
    const all: Fields = { ...fields, ...variants[index] };
    const rest = Object.entries(all).filter(([name]) => name !== by?.field);
    const record = fc.record(Object.fromEntries(rest.map(([name, field]) => [name, values(field)])), {
      requiredKeys: rest.flatMap(([name, { needed }]) => (needed ? [name] : [])),
      noNullPrototype: true,
    }) as fc.Arbitrary<Record<string, Json>>;
    return record.map((one) => {
      const [first, second] = together ?? ['', ''];
      if (first in one !== second in one) {
        Reflect.deleteProperty(one, first);
        Reflect.deleteProperty(one, second);
      }
      return choice === undefined ? one : { ...one, [by?.field ?? '']: choice };
    });
  });
}

function values({ shape, nullIsMissing }: Field): fc.Arbitrary<Json> {
  return nullIsMissing ? withoutNull(shape) : withNull(shape);
}

function withNull(shape: Shape): fc.Arbitrary<Json> {
  return shape.orNull ? fc.option(withoutNull(shape), { nil: null }) : withoutNull(shape);
}

function withoutNull(shape: Shape): fc.Arbitrary<Json> {
  switch (shape.is) {
    case 'object':
      return objects(shape);
    case 'list':
      return fc.array(withNull(shape.of), { minLength: shape.mayBeEmpty ? 0 : 1, maxLength: 5 });
    case 'pair':
      return fc.tuple(withNull(shape.of[0]), withNull(shape.of[1]));
    case 'names':
      return fc.dictionary(names, withNull(shape.of), { minKeys: 1, maxKeys: 4, noNullPrototype: true });
    case 'choice':
      return fc.constantFrom(...shape.of);
    case 'text':
      return names;
    case 'decimal':
      return decimals;
    case 'count':
      return fc.oneof(fc.nat(12), fc.constantFrom('0', '3', '20.00'));
    case 'level':
    case 'year':
      return fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom('4', '5.0'));
    case 'flag':
      return fc.boolean();
    case 'date':
      return days;
  }
}

/** Every place of a document, as a path of keys. */
export function placesIn(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => placesIn(one, [...path, key]))];
}

/** A copy with another value at a place; undefined removes it. */
export function changed(value: Json, path: readonly string[], to: Json | undefined): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return to;
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => {
      const next = String(index) === first ? changed(one, rest, to) : one;
      return next === undefined ? [] : [next];
    });
  }
  const entries = Object.entries(value as Record<string, Json>).flatMap(([key, one]) => {
    const next = key === first ? changed(one, rest, to) : one;
    return next === undefined ? [] : [[key, next] as const];
  });
  return Object.fromEntries(entries);
}
