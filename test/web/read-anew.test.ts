import { expect, test } from 'vitest';
import { ROUTES } from '../../contracts/api/routes.ts';
import { READ_ANEW, READ_ONCE } from '../../web/src/app/read-anew.ts';

test('row-41: all that a page reads is read anew when it has changed, or it is said why not', () => {
  const read = Object.entries(ROUTES).flatMap(([name, { method }]) => (method === 'GET' ? [name] : []));
  const named = [...Object.values(READ_ANEW).flat(), ...Object.keys(READ_ONCE)];
  expect(read.length).toBeGreaterThan(30);
  expect([...new Set(named)].sort()).toEqual(read.sort());
  expect(
    Object.keys(READ_ONCE).filter((name) =>
      Object.values(READ_ANEW)
        .flat()
        .includes(name as keyof typeof ROUTES),
    ),
  ).toEqual([]);
});
