import type { Field, Shape } from '../shape.ts';

// Words for the table: each says one thing of a field.

export const text = { is: 'text' } as const;
export const decimal = { is: 'decimal' } as const;
export const count = { is: 'count' } as const;
export const level = { is: 'level' } as const;
export const year = { is: 'year' } as const;
export const flag = { is: 'flag' } as const;
export const date = { is: 'date' } as const;
export const decimalOrNull = { is: 'decimal', orNull: true } as const;
export const textOrNull = { is: 'text', orNull: true } as const;

export const choice = <const T extends readonly string[]>(...of: T) => ({ is: 'choice', of }) as const;
export const listOf = <const S extends Shape>(of: S) => ({ is: 'list', of }) as const;
export const maybeEmptyListOf = <const S extends Shape>(of: S) => ({ is: 'list', of, mayBeEmpty: true }) as const;
export const pair = <const A extends Shape, const B extends Shape>(a: A, b: B) => ({ is: 'pair', of: [a, b] }) as const;
export const namesOf = <const S extends Shape>(of: S) => ({ is: 'names', of }) as const;

type Default = NonNullable<Field['byDefault']>;
export const needed = <const S extends Shape>(shape: S) => ({ shape, needed: true }) as const;
/** Needed, and null counts as missing. */
export const neededNotNull = <const S extends Shape>(shape: S) => ({ shape, needed: true, nullIsMissing: true }) as const;
export const optional = <const S extends Shape>(shape: S) => ({ shape, needed: false }) as const;
export const byDefault = <const S extends Shape, const D extends Default>(shape: S, value: D) =>
  ({ shape, needed: false, byDefault: value }) as const;
