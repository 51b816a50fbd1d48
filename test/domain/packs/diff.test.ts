import { describe, expect, test } from 'vitest';
import { diffOf } from '../../../domain/packs/diff.ts';
import { list } from '../../../domain/packs/explain/part.ts';
import { valueWords } from '../../../domain/packs/value-words.ts';
import { SHIPPED, changed, shippedPack } from './sample.ts';

const pack = shippedPack('kr-local-grade5');

describe('diffOf', () => {
  test.each(SHIPPED)('finds nothing between %s and itself with the fields in another order', (name) => {
    const turned = JSON.parse(JSON.stringify(shippedPack(name)), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    ) as unknown;
    expect(diffOf(shippedPack(name), turned)).toEqual([]);
  });

  test('says where a value changed, in words of both languages', () => {
    const [difference, ...others] = diffOf(pack, changed(pack, '/phases/0/tasks/goals.draft/due/day', 5));
    expect(others).toEqual([]);
    expect(difference).toMatchObject({
      pointer: '/phases/0/tasks/goals.draft/due',
      before: { year: 0, month: 2, day: 6 },
      after: { year: 0, month: 2, day: 5 },
    });
    expect(list(difference?.place ?? [], ' › ')).toEqual({
      ko: '단계 › 목표 세우기 › 할 일 › 목표 쓰기 › 기한',
      en: 'phases › Goal setting › tasks › Write goals › due',
    });
    expect([valueWords(difference?.before).en, valueWords(difference?.after).ko]).toEqual(['6 February', '2월 5일']);
  });

  test('compares a thing with the thing of the same name, wherever it stands', () => {
    const shares = [
      { level: '우', share: 40 },
      { level: '수', share: 25 },
      { level: '양', share: 35 },
    ];
    const found = diffOf(pack, changed(pack, '/distribution/shares', shares));
    expect(found.map(({ place: _, ...difference }) => difference)).toEqual([
      { pointer: '/distribution/shares', before: ['수', '우', '양'], after: ['우', '수', '양'] },
      { pointer: '/distribution/shares/1/share', before: 20, after: 25 },
      { pointer: '/distribution/shares/2/share', before: 30, after: 35 },
      { pointer: '/distribution/shares/3', before: { level: '가', share: 10 } },
    ]);
  });

  test('names the phase whose days a period changes', () => {
    const [difference, ...others] = diffOf(pack, changed(pack, '/periods/0/dates/phases/goal-setting/due/goals.draft/day', 29));
    expect(others).toEqual([]);
    expect(difference?.pointer).toBe('/periods/0/dates/phases/goal-setting/due/goals.draft');
    expect(list(difference?.place ?? [], ' › ')).toEqual({
      ko: '기간 › 상반기 (6월 30일 기준) › 날짜 › 단계 › 목표 세우기 › 기한 › 목표 쓰기',
      en: 'periods › First half (as of 30 June) › dates › phases › Goal setting › due › Write goals',
    });
  });

  test('names no share twice on the way to it', () => {
    const places = diffOf(pack, changed(pack, '/distribution/shares/0/share', 25)).map(({ place }) => list(place, ' › '));
    expect(places).toEqual([{ ko: '등급의 비율 › 수', en: 'distribution › 수' }]);
  });

  test('tells what is new without a before, and what is gone without an after', () => {
    const without = changed(pack, '/promotion', undefined);
    expect(diffOf(without, pack)).toMatchObject([{ pointer: '/promotion', after: pack.promotion }]);
    expect(diffOf(pack, without)).toMatchObject([{ pointer: '/promotion', before: pack.promotion }]);
    expect(diffOf(without, pack)[0]).not.toHaveProperty('before');
  });
});
