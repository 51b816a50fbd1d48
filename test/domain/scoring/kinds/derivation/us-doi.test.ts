import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../../domain/scoring/kinds.ts';
import { DOI_LEVELS } from '../../../../../domain/scoring/kinds/derivation/us-doi.ts';
import type { DoiFacts } from '../../../../../domain/scoring/kinds/derivation/us-doi.ts';
import { answerTo, labelsOf, refusals } from '../asked.ts';

const { derivation } = KINDS;

/** Of critical elements, but for those that say otherwise. */
function appraisal(...levels: readonly (number | { readonly notCritical: number })[]): DoiFacts {
  const elements = levels.map((one, index) =>
    typeof one === 'number' ? { id: `e${index}`, level: one } : { id: `e${index}`, level: one.notCritical, critical: false },
  );
  return { rule: 'us-doi', elements };
}

describe('W13 DOI EPAP', () => {
  it.each([
    [[5, 5, 5, 5, 4], '4.80', 'exceptional'],
    [[5, 5, 5, 5, 3], '4.60', 'superior'],
    [[5, 4, 4, 4], '4.25', 'superior'],
    [[4, 4, 3, 3], '3.50', 'fully-successful'],
    [[4, 4, 3, 2], '3.25', 'minimally-successful'],
    [[3, 3, 3, 2], '2.75', 'minimally-successful'],
    [[5, 5, 0], '3.33', 'unsatisfactory'],
  ])('W13: %j average %s and are %s', (levels, score, level) => {
    expect(answerTo(derivation, appraisal(...levels))).toEqual({ score, level });
  });

  it('W13: there is no level 1, nor one between two', () => {
    expect(refusals(derivation, appraisal(5, 1, 4, 6, 2.5))).toEqual(
      [1, 3, 4].map((place) => `level-out-of-range /elements/${place}/level`),
    );
  });
});

describe('the level of an appraisal', () => {
  it('DOI1: the unrounded average decides', () => {
    // 4.5957…, shown as 4.60: 28 elements at 5 and 19 at 4.
    const levels = [...Array<number>(28).fill(5), ...Array<number>(19).fill(4)];
    expect(answerTo(derivation, appraisal(...levels))).toEqual({ score: '4.60', level: 'superior' });
  });

  it('DOI1: an average of exactly 3.60 is superior, of 3.00 fully successful', () => {
    expect(answerTo(derivation, appraisal(4, 4, 4, 3, 3))).toEqual({ score: '3.60', level: 'superior' });
    expect(answerTo(derivation, appraisal(3, 3))).toEqual({ score: '3.00', level: 'fully-successful' });
  });

  it('DOI1: below fully successful there is no minimum, only the floor of 2', () => {
    expect(answerTo(derivation, appraisal(2, { notCritical: 0 }, { notCritical: 0 }))).toEqual({
      score: '0.67',
      level: 'minimally-successful',
    });
  });

  it('DOI2: an element that is not critical counts in the average and nowhere else', () => {
    expect(answerTo(derivation, appraisal(5, 5, 5, 5, { notCritical: 3 }))).toEqual({ score: '4.60', level: 'exceptional' });
    expect(answerTo(derivation, appraisal(5, 5, 5, { notCritical: 0 }))).toEqual({ score: '3.75', level: 'superior' });
    expect(answerTo(derivation, appraisal({ notCritical: 4 }, { notCritical: 0 }))).toMatchObject({ score: '2.00' });
  });

  it('GEN10: tells the floor only where it changed the level', () => {
    expect(labelsOf(derivation, appraisal(5, 5, 5, 5, 3)).at(-1)).toBe('scoring.us-doi.lowest');
    expect(labelsOf(derivation, appraisal(5, 5, 0)).at(-1)).toBe('scoring.us-doi.unsatisfactory');
    expect(labelsOf(derivation, appraisal(5, 5, 5, 5, 4)).at(-1)).toBe('scoring.us-doi.best-by-average');
  });

  it('GEN6: an id stands once', () => {
    const [first] = appraisal(5).elements;
    expect(refusals(derivation, { rule: 'us-doi', elements: [first!, first!] })).toEqual(['duplicate-id /elements/1/id']);
  });

  const level = fc.constantFrom(0, 2, 3, 4, 5);
  test.prop([fc.array(level, { minLength: 1, maxLength: 8 }), fc.nat()])('never falls when one level rises', (levels, which) => {
    const raised = levels.map((one, index) => (index === which % levels.length ? Math.min(5, one + (one === 0 ? 2 : 1)) : one));
    const [before, after] = [levels, raised].map((list) => {
      const answer = derivation.score(appraisal(...list)).answer;
      return 'level' in answer ? (DOI_LEVELS as readonly unknown[]).indexOf(answer.level) : -1;
    });
    expect(after).toBeLessThanOrEqual(before ?? 0);
  });
});
