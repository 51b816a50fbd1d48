import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../../domain/scoring/kinds.ts';
import { SES_ELEMENTS } from '../../../../../domain/scoring/kinds/derivation/us-federal-ses.ts';
import type { SesFacts } from '../../../../../domain/scoring/kinds/derivation/us-federal-ses.ts';
import { answerTo, labelsOf, refusals } from '../asked.ts';

const { derivation } = KINDS;
const EQUAL = ['20', '20', '20', '20', '20'];

/** In the order LC, LP, BA, BC, RD. */
function executive(levels: readonly number[], weights: readonly string[] = EQUAL): SesFacts {
  const elements = SES_ELEMENTS.map((id, index) => ({ id, level: levels[index] ?? 3, weight: weights[index] ?? '0' }));
  return { rule: 'us-federal-ses', elements };
}

describe('W12 OPM SES', () => {
  it.each([
    [[4, 5, 3, 4, 4], ['10', '10', '10', '10', '60'], '400.00', 4],
    [[5, 5, 4, 5, 5], ['5', '5', '25', '5', '60'], '475.00', 5],
    [[5, 5, 4, 5, 5], ['5', '5', '26', '5', '59'], '474.00', 4],
    [[5, 5, 5, 5, 1], EQUAL, '420.00', 1],
    [[2, 3, 3, 3, 3], EQUAL, '280.00', 2],
  ])('W12: levels %j at weights %j give %s and level %i', (...[levels, weights, score, level]) => {
    expect(answerTo(derivation, executive(levels, weights))).toEqual({ score, level });
  });

  it.each([
    [['25', '20', '20', '20', '15'], 'RD below 20', ['/elements/0', '/elements/1', '/elements/2', '/elements/3', '/elements/4']],
    [['20', '20', '4', '20', '36'], 'BA below 5', ['/elements/2']],
    [['5', '5', '45', '5', '40'], 'BA heavier than RD', ['/elements/2']],
  ])('W12: refuses the weights %j: %s', (...[weights, , places]) => {
    expect(refusals(derivation, executive([3, 3, 3, 3, 3], weights))).toEqual(
      places.map((place) => `weight-out-of-range ${place}/weight`),
    );
  });
});

describe('the senior executive’s rating', () => {
  it.each([
    ['474.9999', 4],
    ['475.0000', 5],
  ])('GEN9: the unrounded score decides: %s is level %i', (score, level) => {
    // 500 less the weight of BA, which is one level lower.
    const lighter = (500 - Number(score)).toFixed(4);
    const weights = ['5', '5', lighter, '5', (85 - Number(lighter)).toFixed(4)];
    expect(answerTo(derivation, executive([5, 5, 4, 5, 5], weights))).toEqual({ score: '475.00', level });
  });

  it('SES1: weights may have decimals and sum to 100', () => {
    expect(answerTo(derivation, executive([3, 3, 3, 3, 3], ['12.5', '12.5', '12.5', '12.5', '50']))).toMatchObject({ level: 3 });
    expect(refusals(derivation, executive([3, 3, 3, 3, 3], ['12.5', '12.5', '12.5', '12.5', '50.01']))).toEqual([
      'weights-do-not-sum /elements',
    ]);
  });

  it('SES1: level 1 leaves the score as computed and is told instead of the level by score', () => {
    expect(answerTo(derivation, executive([1, 5, 5, 5, 5]))).toEqual({ score: '420.00', level: 1 });
    expect(labelsOf(derivation, executive([1, 5, 5, 5, 5])).at(-1)).toBe('scoring.us-federal-ses.level-one');
    expect(labelsOf(derivation, executive([2, 2, 2, 2, 2])).at(-1)).toBe('scoring.us-federal-ses.level');
    expect(answerTo(derivation, executive([2, 2, 2, 2, 2]))).toEqual({ score: '200.00', level: 2 });
  });

  it('SES1: each of the five ids stands once', () => {
    const { elements } = executive([3, 3, 3, 3, 3]);
    expect(refusals(derivation, { rule: 'us-federal-ses', elements: elements.slice(1) })[0]).toBe('missing-field /elements');
    const twice = elements.map((one, index) => (index === 1 ? { ...one, id: 'LC' as const } : one));
    expect(refusals(derivation, { rule: 'us-federal-ses', elements: twice })).toEqual(['duplicate-id /elements/1/id']);
  });

  it('GEN6: refuses levels other than whole ones from 1 to 5', () => {
    expect(refusals(derivation, executive([0, 6, 3, -1, 3]))).toEqual(
      [0, 1, 3].map((place) => `level-out-of-range /elements/${place}/level`),
    );
  });
});
