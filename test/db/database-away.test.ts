import { expect, test } from 'vitest';
import { isDatabaseAway } from '../../db/database-away.ts';

test('a database that stops, starts, cannot be reached or is too busy is away; one that refuses is not', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code });
  for (const code of ['57P01', '57P03', '08006', '53300', '25P03', '55P03', '57014', 'ECONNREFUSED'])
    expect(isDatabaseAway(coded(code))).toBe(true);
  expect(isDatabaseAway(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isDatabaseAway(new Error('no', { cause: coded('ECONNRESET') }))).toBe(true);
  for (const code of ['23505', '22021', '40001']) expect(isDatabaseAway(coded(code))).toBe(false);
  expect(isDatabaseAway(new Error('a fault of ours'))).toBe(false);
  expect(isDatabaseAway(undefined)).toBe(false);
});
