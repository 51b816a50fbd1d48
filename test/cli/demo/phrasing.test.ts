import { describe, expect, test } from 'vitest';
import { readCity } from '../../../cli/demo/city.ts';
import { phrasing } from '../../../cli/demo/phrasing.ts';
import { randomOf } from '../../../cli/demo/random.ts';

const { phrases } = readCity(1);

const said = (sentence: string, values: Readonly<Record<string, string>>) =>
  phrasing({ kind: { field: [sentence] } }, 'kind', randomOf('x')).say('field', values);

describe('sentences of the demo', () => {
  test.each([
    ['부적합률', '%', '부적합률을 9%로'],
    ['민원 처리 수', '건', '민원 처리 수를 9건으로'],
    ['새로 놓은 관', 'km', '새로 놓은 관을 9km로'],
  ])('the particle follows the word: %s', (measure, unit, expected) => {
    expect(said('{measure}{을/를} {final}{unit}{으로/로}', { measure, unit, final: '9' })).toBe(expected);
  });

  test('no sentence has a particle of one form after a value', () => {
    const fixed = Object.values(phrases)
      .flatMap((fields) => Object.values(fields).flat())
      .filter((sentence) => /\{[a-zA-Z]+\}(?:을|를|은|는|이|가|과|와|으로|로)[ ,.]/u.test(sentence));
    expect(fixed).toEqual([]);
  });

  test('a sentence about a goal is said also where there is none', () => {
    expect(said('{measure} 끝', {})).toBe(' 끝');
  });
});
