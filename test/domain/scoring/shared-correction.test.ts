import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { sharedIndicator } from '../../../domain/scoring/kinds/shared-indicator.ts';
import type { SharedIndicatorFacts } from '../../../domain/scoring/kinds/shared-indicator.ts';
import { correctShared } from '../../../domain/scoring/shared-correction.ts';

const same: SharedIndicatorFacts = {
  mode: 'same',
  direction: 'higher',
  target: '100',
  actual: '90',
  owners: [
    { id: 'P', weight: '20' },
    { id: 'Q', weight: '10' },
  ],
};
const contribution: SharedIndicatorFacts = {
  mode: 'contribution',
  direction: 'higher',
  owners: [
    { id: 'P', weight: '20', target: '60', actual: '60' },
    { id: 'Q', weight: '10', target: '40', actual: '30' },
  ],
};

describe('a shared indicator that is corrected in one unit', () => {
  it('gives every owner new points where all have the same achievement', () => {
    expect(correctShared(same, { owner: 'Q', actual: '80' }).owners).toEqual([
      { id: 'P', before: '18.00', after: '16.00', changed: true },
      { id: 'Q', before: '9.00', after: '8.00', changed: true },
    ]);
  });

  it('changes its own owner where each has a contribution, and still tells all', () => {
    expect(correctShared(contribution, { owner: 'Q', actual: '40' }).owners).toEqual([
      { id: 'P', before: '20.00', after: '20.00', changed: false },
      { id: 'Q', before: '7.50', after: '10.00', changed: true },
    ]);
    expect(correctShared(contribution, { owner: 'P', target: '80' }).owners.map(({ changed }) => changed)).toEqual([true, false]);
  });

  it('tells who changed by what is published: less than a hundredth is no change', () => {
    expect(correctShared(same, { owner: 'P', actual: '90.01' }).owners).toMatchObject([{ changed: false }, { changed: false }]);
  });

  it('takes the points away where the number turns out to be missing, and gives them where it was', () => {
    const without = correctShared(same, { owner: 'P', actual: null });
    expect(without.owners).toMatchObject([{ after: null }, { after: null }]);
    expect(correctShared(without.facts, { owner: 'Q', actual: '90' }).owners).toMatchObject([
      { before: null, after: '18.00', changed: true },
      { before: null, after: '9.00', changed: true },
    ]);
  });

  it('refuses a unit that is not an owner', () => {
    const refused = expect.objectContaining({ code: 'unknown-member', details: { owner: 'R' } }) as Error;
    expect(() => correctShared(same, { owner: 'R', actual: '1' })).toThrow(refused);
  });

  const number = fc.integer({ min: 1, max: 500 }).map(String);
  test.prop([fc.constantFrom(same, contribution), fc.constantFrom('P', 'Q'), number])(
    'gives what a fresh computation of the corrected facts gives',
    (facts, owner, actual) => {
      const corrected = correctShared(facts, { owner, actual });
      const { owners } = sharedIndicator.score(corrected.facts).answer;
      expect(Object.fromEntries(corrected.owners.map(({ id, after }) => [id, after]))).toEqual(owners);
      expect(correctShared(corrected.facts, { owner, actual }).owners.some(({ changed }) => changed)).toBe(false);
    },
  );
});
