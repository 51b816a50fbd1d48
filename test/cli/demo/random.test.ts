import { expect, test } from 'vitest';
import { randomOf } from '../../../cli/demo/random.ts';

const many = (...keys: (string | number)[]) => {
  const random = randomOf(...keys);
  return Array.from({ length: 1000 }, () => random.next());
};

test('the same keys give the same numbers, and other keys other ones', () => {
  expect(many(1, 'a')).toEqual(many(1, 'a'));
  expect(many(1, 'a')).not.toEqual(many(2, 'a'));
  expect(many('ab', 'c')).not.toEqual(many('a', 'bc'));
});

test('numbers stay within their ends and reach both', () => {
  const random = randomOf('ends');
  const drawn = new Set(Array.from({ length: 500 }, () => random.between(3, 6)));
  expect([...drawn].sort()).toEqual([3, 4, 5, 6]);
  expect(Math.max(...many('ends'))).toBeLessThan(1);
  expect(() => random.pick([])).toThrow('nothing to pick from');
});
