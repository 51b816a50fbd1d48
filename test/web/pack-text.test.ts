import { describe, expect, test } from 'vitest';
import { changedText, dateOfDay, dayOfDate, draftOf, packText, placeInText } from '../../web/src/packs/pack-text.ts';

describe('the text of a pack', () => {
  test('is a draft only while it is the JSON of an object', () => {
    expect(draftOf('{"a": 1}')).toEqual({ a: 1 });
    for (const text of ['', '{', '[]', 'null', '7']) expect(draftOf(text)).toBeUndefined();
  });

  test('changes at one place and keeps the rest', () => {
    expect(changedText({ a: { b: [1, 2] }, c: 3 }, '/a/b/1', 9)).toBe(packText({ a: { b: [1, 9] }, c: 3 }));
  });

  test('shows where the value of a pointer stands, and where one that is missing would', () => {
    const draft = { a: { b: [1, 22] }, c: 'x' };
    const shown = (pointer: string) => packText(draft).slice(...placeInText(draft, pointer));
    expect([shown('/a/b/1'), shown('/c'), shown('')]).toEqual(['22', 'x"', '']);
    expect(packText(draft).slice(0, placeInText(draft, '/a/d')[0])).toMatch(/22\n {4}\]$/);
  });
});

describe('a day of a pack as a date', () => {
  test('is of the year of the cycle or the next, and day 31 the last of any month', () => {
    expect(dateOfDay({ year: 0, month: 2, day: 31 }, 2026)).toBe('2026-02-28');
    expect(dateOfDay({ year: 1, month: 1, day: 4 }, 2026)).toBe('2027-01-04');
    expect([undefined, null, 'x', { year: 0 }].map((day) => dateOfDay(day, 2026))).toEqual(['', '', '', '']);
  });

  test('goes back with the time that stood beside it', () => {
    expect(dayOfDate('2027-01-05', 2026, { year: 1, month: 1, day: 4, time: '10:00' })).toEqual({
      year: 1,
      month: 1,
      day: 5,
      time: '10:00',
    });
  });
});
