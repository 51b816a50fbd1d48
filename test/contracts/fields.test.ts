import { expect, test } from 'vitest';
import { line, trimmed } from '../../contracts/fields.ts';

// The second person reads the reason of an order: it must read as it is written.
test.each([
  ['trimmed', trimmed(100)],
  ['line', line(100)],
])('row-3: %s is without marks that turn its letters around', (_, field) => {
  expect(field.parse(' safe\u202e(3RH) txet\u2069 ')).toBe('safe(3RH) txet');
});
