import { expect, test } from 'vitest';
import { loggedFault } from '../../domain/fault-code.ts';

test('row-13: a fault is logged as its code and its places, whatever a database’s text looks like', () => {
  const text = 'duplicate key\n    at kim@city.example (already there)';
  const { fault, at } = loggedFault(Object.assign(new Error(text), { code: '23505', detail: text }));
  expect(fault).toBe('23505');
  expect(at[0]).toContain('fault-code.test.ts');
  expect(JSON.stringify(at)).not.toContain('kim@city.example');
});
