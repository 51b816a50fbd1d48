import { expect, test } from 'vitest';
import { NOTE_LENGTH, noteOf } from '../../domain/purposes.ts';

test('a reason becomes the one line of the log of views', () => {
  expect(noteOf('  an appeal\nwas\t accepted ')).toBe('an appeal was accepted');
  expect(noteOf(' \n ')).toBe('');
});

test('a reason that is too long for the log is cut between characters, never within one', () => {
  expect(noteOf('가'.repeat(300))).toBe('가'.repeat(NOTE_LENGTH));
  const cut = noteOf(`${'a'.repeat(NOTE_LENGTH - 1)}😀 and more`);
  expect(cut).toBe('a'.repeat(NOTE_LENGTH - 1));
  expect(cut.isWellFormed()).toBe(true);
});
