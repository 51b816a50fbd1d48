import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../../domain/scoring/kinds.ts';
import type { ArizonaFacts } from '../../../../../domain/scoring/kinds/derivation/arizona.ts';
import { answerTo, labelsOf, refusals } from '../asked.ts';

const { derivation } = KINDS;
const levels = [
  { level: 3, minimum: '2.5' },
  { level: 2, minimum: '1.5' },
  { level: 1, minimum: '1' },
];

function appraisal(rows: readonly (readonly [number, string])[], more: Partial<ArizonaFacts> = {}): ArizonaFacts {
  return {
    rule: 'arizona',
    elements: rows.map(([level, weight], index) => ({ id: `e${index}`, level, weight })),
    levels,
    ...more,
  };
}

describe('Arizona', () => {
  it('ARI1: the score is the sum of level by weight, by 100', () => {
    expect(answerTo(derivation, appraisal([[3, '60'], [2, '40']]))).toEqual({ score: '2.60', level: 3 }); // prettier-ignore
    expect(answerTo(derivation, appraisal([[3, '33.33'], [1, '66.67']]))).toEqual({ score: '1.67', level: 2 }); // prettier-ignore
  });

  it('ARI1: the unrounded score decides the level', () => {
    expect(answerTo(derivation, appraisal([[3, '49.9'], [2, '50.1']]))).toEqual({ score: '2.50', level: 2 }); // prettier-ignore
    expect(answerTo(derivation, appraisal([[3, '50'], [2, '50']]))).toEqual({ score: '2.50', level: 3 }); // prettier-ignore
  });

  it('ARI1: below all minimums it is the last level, told by a step of its own', () => {
    const strict = { levels: [{ level: 3, minimum: '2.9' }, { level: 1, minimum: '2' }] }; // prettier-ignore
    expect(answerTo(derivation, appraisal([[1, '100']], strict))).toEqual({ score: '1.00', level: 1 });
    expect(labelsOf(derivation, appraisal([[1, '100']], strict)).at(-1)).toBe('scoring.arizona.below-all');
    expect(labelsOf(derivation, appraisal([[3, '100']], strict)).at(-1)).toBe('scoring.arizona.best');
  });

  it('ARI1: an element’s level must be one of the levels', () => {
    expect(
      refusals(
        derivation,
        appraisal([
          [4, '50'],
          [0, '50'],
        ]),
      ),
    ).toEqual([
      // prettier-ignore
      'level-out-of-range /elements/0/level',
      'level-out-of-range /elements/1/level',
    ]);
  });

  it('ARI1: minimums fall', () => {
    const flat = { levels: [levels[0]!, { level: 2, minimum: '2.50' }, { level: 1, minimum: '3' }] };
    expect(refusals(derivation, appraisal([[3, '100']], flat))).toEqual([
      'value-out-of-range /levels/1/minimum',
      'value-out-of-range /levels/2/minimum',
    ]);
  });

  it('ARI1: weights sum to 100, and each lies between 0 and 100', () => {
    expect(refusals(derivation, appraisal([[3, '60'], [2, '39.99']]))).toEqual(['weights-do-not-sum /elements']); // prettier-ignore
    expect(
      refusals(
        derivation,
        appraisal([
          [3, '101'],
          [2, '-1'],
        ]),
      ),
    ).toEqual([
      // prettier-ignore
      'weight-out-of-range /elements/0/weight',
      'weight-out-of-range /elements/1/weight',
    ]);
  });

  it('GEN6: an id stands once', () => {
    const elements = [
      { id: 'a', level: 3, weight: '50' },
      { id: 'a', level: 2, weight: '50' },
    ];
    expect(refusals(derivation, appraisal([], { elements }))).toEqual(['duplicate-id /elements/1/id']);
  });
});
