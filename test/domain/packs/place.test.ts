import { expect, test } from 'vitest';
import { list } from '../../../domain/packs/explain/part.ts';
import { placeOf } from '../../../domain/packs/place.ts';
import { shippedPack } from './sample.ts';

const pack = shippedPack('kr-local-grade5');
const said = (pointer: string, of: unknown = pack) => list(placeOf(of, pointer), ' › ').ko;

test.each([
  ['', ''],
  ['/distribution/shares', '등급의 비율'],
  ['/distribution/shares/3/share', '등급의 비율 › 가'],
  ['/distribution/quotaFrom', '등급의 비율 › 몇 명부터'],
  ['/title/ko', '제목 › 한국어'],
  ['/phases/0/tasks/goals.draft/due', '단계 › 목표 세우기 › 할 일 › 목표 쓰기 › 기한'],
  ['/periods/0/dates/phases/goal-setting/opens', '기간 › 상반기 (6월 30일 기준) › 날짜 › 단계 › 목표 세우기 › 여는 때'],
  ['/sources/0/rule', '근거 › 1째 › 규칙'],
])('the place %s of a pack is called %j', (pointer, words) => {
  expect(said(pointer)).toBe(words);
});

test('a place that is not there is called by its fields', () => {
  expect(said('/distribution/atMost')).toBe('등급의 비율 › 많아도');
  expect(said('/a~1b', null)).toBe('a/b');
});
