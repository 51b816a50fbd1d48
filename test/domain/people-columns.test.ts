import { expect, it } from 'vitest';
import { PEOPLE_COLUMN_NAMES, columnName } from '../../domain/people-columns.ts';

it('names each column of a people file in the language of its reader', () => {
  expect(columnName('rater_no', 'ko')).toBe('평정자 사번');
  expect(columnName('rater_no', 'en')).toBe('rater_no');
  for (const column of PEOPLE_COLUMN_NAMES) expect(columnName(column, 'ko')).toMatch(/^[가-힣 ]+$/);
});

it('leaves a heading that is no column of ours as it is', () => {
  expect(columnName('toString', 'ko')).toBe('toString');
});
