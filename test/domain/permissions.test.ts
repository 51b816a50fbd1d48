import { expect, test } from 'vitest';
import { PURPOSE_LENGTH, purposeOf } from '../../domain/permissions.ts';

test('a reason becomes the one line of the log of views', () => {
  expect(purposeOf('  an appeal\nwas\t accepted ')).toBe('an appeal was accepted');
  expect(purposeOf(' \n ')).toBe('');
});

test('a reason that is too long for the log is cut between characters, never within one', () => {
  expect(purposeOf('가'.repeat(300))).toBe('가'.repeat(PURPOSE_LENGTH));
  const cut = purposeOf(`${'a'.repeat(PURPOSE_LENGTH - 1)}😀 and more`);
  expect(cut).toBe('a'.repeat(PURPOSE_LENGTH - 1));
  expect(cut.isWellFormed()).toBe(true);
});
