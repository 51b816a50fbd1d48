import { describe, expect, it } from 'vitest';
import { adverseImpact } from '../../../../domain/scoring/kinds/adverse-impact.ts';
import type { AdverseImpactFacts } from '../../../../domain/scoring/kinds/adverse-impact.ts';
import { answerTo, labelsOf, refusals } from './asked.ts';

type Row = readonly [id: string, selected: number, of: number];
const compared = (rows: readonly Row[], more: Partial<AdverseImpactFacts> = {}): AdverseImpactFacts => ({
  groups: rows.map(([id, selected, of]) => ({ id, selected, of })),
  ...more,
});

describe('W16 adverse impact', () => {
  it('W16: 6 of 40 women and 12 of 60 men are a ratio of 0.75, which is flagged', () => {
    const facts = compared([['women', 6, 40], ['men', 12, 60]]); // prettier-ignore
    expect(answerTo(adverseImpact, facts)).toEqual({ ratio: '0.75', flagged: true, suppressed: [] });
  });
});

describe('adverse impact in detail', () => {
  it('ADV1: the unrounded ratio decides; exactly the threshold is no sign', () => {
    // 0.7996 is shown as 0.80.
    expect(answerTo(adverseImpact, compared([['a', 1999, 10_000], ['b', 25, 100]]))).toMatchObject({ ratio: '0.80', flagged: true }); // prettier-ignore
    expect(answerTo(adverseImpact, compared([['a', 20, 100], ['b', 25, 100]]))).toMatchObject({ ratio: '0.80', flagged: false }); // prettier-ignore
    const strict = { threshold: '0.81' };
    expect(answerTo(adverseImpact, compared([['a', 20, 100], ['b', 25, 100]], strict))).toMatchObject({ flagged: true }); // prettier-ignore
  });

  it('ADV1: the lowest rate by the highest, of however many groups', () => {
    const facts = compared([['a', 5, 10], ['b', 2, 10], ['c', 8, 10]]); // prettier-ignore
    expect(answerTo(adverseImpact, facts).ratio).toBe('0.25');
  });

  it('ADV1: suppressed groups take no part and are named', () => {
    const rows: readonly Row[] = [
      ['tiny', 0, 4],
      ['a', 4, 10],
      ['b', 5, 10],
      ['empty', 0, 0],
    ];
    expect(answerTo(adverseImpact, compared(rows))).toEqual({ ratio: '0.80', flagged: false, suppressed: ['tiny', 'empty'] });
    expect(answerTo(adverseImpact, compared(rows, { smallest: 4 }))).toEqual({
      ratio: '0.00',
      flagged: true,
      suppressed: ['empty'],
    });
    expect(labelsOf(adverseImpact, compared(rows)).slice(0, 2)).toEqual([
      'scoring.adverse-impact.suppressed',
      'scoring.adverse-impact.suppressed',
    ]);
  });

  it('ADV1: with fewer than two groups there is no ratio', () => {
    const none = { ratio: null, flagged: false };
    expect(answerTo(adverseImpact, compared([['a', 4, 10]]))).toMatchObject(none);
    expect(answerTo(adverseImpact, compared([['a', 4, 10], ['b', 0, 4]]))).toMatchObject(none); // prettier-ignore
    expect(answerTo(adverseImpact, compared([['a', 1, 2], ['b', 0, 4]]))).toEqual({ ...none, suppressed: ['a', 'b'] }); // prettier-ignore
  });

  it('ADV1: where nobody was selected there is no ratio', () => {
    expect(
      answerTo(
        adverseImpact,
        compared([
          ['a', 0, 10],
          ['b', 0, 10],
        ]),
      ),
    ).toEqual({
      // prettier-ignore
      ratio: null,
      flagged: false,
      suppressed: [],
    });
    expect(answerTo(adverseImpact, compared([['a', 0, 10], ['b', 1, 10]]))).toMatchObject({ ratio: '0.00', flagged: true }); // prettier-ignore
  });

  it('GEN6: a shown group has people, nobody is selected out of nobody, an id stands once', () => {
    const rows: readonly Row[] = [
      ['a', 11, 10],
      ['a', 0, 0],
    ];
    expect(refusals(adverseImpact, compared(rows, { smallest: 0 }))).toEqual([
      'duplicate-id /groups/1/id',
      'value-out-of-range /groups/0/selected',
      'value-out-of-range /groups/1/of',
    ]);
  });
});
