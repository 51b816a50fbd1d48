import { expect, test } from 'vitest';
import { valueWords } from '../../../domain/packs/value-words.ts';

test.each([
  [undefined, '없음', 'none'],
  [null, '없음', 'none'],
  [true, '예', 'yes'],
  [false, '아니요', 'no'],
  ['never-exceed', '넘지 않게', 'Never exceed'],
  [['수', '우'], '수, 우', '수, 우'],
  [10, '10', '10'],
  [[1, 2], '[1,2]', '[1,2]'],
  [{ ko: '제목', en: 'Title' }, '제목', 'Title'],
  [{ year: 0, month: 2, day: 5 }, '2월 5일', '5 February'],
])('the value %j of a pack is said in words', (value, ko, en) => {
  expect(valueWords(value)).toEqual({ ko, en });
});
