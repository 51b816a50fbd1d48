import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../domain/scoring/kinds.ts';
import type { CompositionFacts } from '../../../../domain/scoring/kinds/composition.ts';

type Part = readonly [score: string, weight: string, outOf?: string];
const of = (parts: readonly Part[], more: Partial<CompositionFacts> = {}): CompositionFacts => ({
  components: parts.map(([score, weight, outOf], index) => ({
    id: `C${index}`,
    score,
    weight,
    ...(outOf === undefined ? {} : { outOf }),
  })),
  ...more,
});
const scoreOf = (facts: CompositionFacts) => KINDS.composition.score(facts).answer.score;
const faultsOf = (facts: CompositionFacts) => KINDS.composition.faults(facts).map(({ code, path }) => `${code} ${path}`);
const inFull = (parts: readonly (readonly [string, string])[]) => parts.map(([score, weight]): Part => [score, weight, weight]);

const chungnam = inFull([
  ['21.5', '25'],
  ['18.0', '20'],
  ['19.2', '20'],
  ['4.1', '5'],
  ['9.0', '10'],
  ['4.4', '5'],
  ['6.3', '7'],
  ['7.2', '8'],
]);
const skeleton: readonly Part[] = [
  ['89.63', '60'],
  ['84', '20'],
  ['90', '20'],
];

describe('W09 composition', () => {
  it('W09: Chungnam gives 89.70, with the integrity bonus 90.20', () => {
    expect(scoreOf(of(chungnam))).toBe('89.70');
    expect(scoreOf(of(chungnam, { bonus: '0.5' }))).toBe('90.20');
    expect(faultsOf(of(chungnam))).toEqual([]);
  });

  it('W09: Jeonju gives 91.72, Gyeongju 87.00', () => {
    expect(
      scoreOf(
        of([
          ['92.4', '80'],
          ['88', '10'],
          ['90', '10'],
        ]),
      ),
    ).toBe('91.72');
    expect(
      scoreOf(
        of(
          inFull([
            ['30.1', '35'],
            ['48.4', '55'],
            ['8.5', '10'],
          ]),
        ),
      ),
    ).toBe('87.00');
  });

  it('W09: the skeleton with a capped bonus and a penalty gives 90.08', () => {
    const facts = of(skeleton, { bonus: '4.2', bonusCap: '3', penalty: '1.5' });
    expect(scoreOf(facts)).toBe('90.08');
    expect(KINDS.composition.score(facts).steps.map(({ label }) => label.replace('scoring.composition.', ''))).toEqual([
      'part',
      'part',
      'part',
      'total',
      'bonus-cap',
      'bonus',
      'penalty',
    ]);
  });
});

describe('W10 from the department to the person', () => {
  it.each<[string, CompositionFacts, string]>([
    [
      'Seoul 80/20',
      of([
        ['91.40', '80'],
        ['86', '20'],
      ]),
      '90.32',
    ],
    [
      'Jeju grade 5 at 50/50',
      of([
        ['91.40', '50'],
        ['84.20', '50'],
      ]),
      '87.80',
    ],
    [
      'Waterworks',
      of([
        ['61.60', '50', '70'],
        ['17.5', '20', '20'],
        ['16', '20', '20'],
        ['2.5', '5', '5'],
        ['0', '5', '5'],
      ]),
      '80.00',
    ],
    [
      'Chungbuk 70/30',
      of(
        [
          ['58', '70', '70'],
          ['61.60', '30', '70'],
        ],
        { bonus: '2', penalty: '1' },
      ),
      '85.40',
    ],
  ])('W10: %s', (_, facts, expected) => {
    expect(faultsOf(facts)).toEqual([]);
    expect(scoreOf(facts)).toBe(expected);
  });
});

describe('a composition in detail', () => {
  it('COM1: is clamped at neither end, allows a score above its full marks, and no bonusCap means no limit', () => {
    expect(scoreOf(of([['130', '100']]))).toBe('130.00');
    expect(scoreOf(of([['1', '100']], { penalty: '5' }))).toBe('-4.00');
    expect(scoreOf(of([['50', '100']], { bonus: '1000' }))).toBe('1050.00');
    expect(scoreOf(of([['50', '100']], { bonus: '2', bonusCap: '0' }))).toBe('50.00');
    expect(scoreOf(of([['50', '100']], { bonus: '2', bonusCap: '2.0' }))).toBe('52.00');
  });

  it('GEN10: tells a bonus only where there is one, and its cap only where it cuts', () => {
    const labels = (more: Partial<CompositionFacts>) =>
      KINDS.composition.score(of([['50', '100']], more)).steps.map(({ label }) => label.replace('scoring.composition.', ''));
    expect(labels({})).toEqual(['part', 'total']);
    expect(labels({ bonus: '0.00', penalty: '0' })).toEqual(['part', 'total']);
    expect(labels({ bonus: '2', bonusCap: '2.0' })).toEqual(['part', 'total', 'bonus']);
  });

  it('COM1: bonus and penalty are not negative', () => {
    const facts = of([['50', '100']], { bonus: '-1', bonusCap: '-1', penalty: '-0.01' });
    expect(faultsOf(facts)).toEqual(['value-out-of-range /bonus', 'value-out-of-range /bonusCap', 'value-out-of-range /penalty']);
  });

  it('GEN6: full marks are above 0, ids stand once, weights are per cents that sum to 100', () => {
    expect(
      faultsOf(
        of([
          ['1', '60', '0'],
          ['1', '40', '-5'],
        ]),
      ),
    ).toEqual(['value-out-of-range /components/0/outOf', 'value-out-of-range /components/1/outOf']);
    expect(
      faultsOf({
        components: [
          { id: 'a', score: '1', weight: '50' },
          { id: 'a', score: '1', weight: '50' },
        ],
      }),
    ).toEqual(['duplicate-id /components/1/id']);
    expect(
      faultsOf(
        of([
          ['1', '60'],
          ['1', '60'],
        ]),
      ),
    ).toEqual(['weights-do-not-sum /components']);
    expect(faultsOf(of([['1', '101']]))).toEqual(['weight-out-of-range /components/0/weight', 'weights-do-not-sum /components']);
  });

  it('GEN2: rounds once, at the end', () => {
    expect(
      scoreOf(
        of(
          [
            ['1', '50', '3'],
            ['2', '50', '3'],
          ],
          { penalty: '49.995' },
        ),
      ),
    ).toBe('0.01');
  });

  const part = fc.tuple(
    fc.integer({ min: 0, max: 200 }).map(String),
    fc.constant('10'),
    fc.integer({ min: 1, max: 97 }).map(String),
  );
  test.prop([fc.array(part, { minLength: 10, maxLength: 10 })])('the order of the components does not matter', (parts) => {
    expect(scoreOf(of(parts.toReversed()))).toBe(scoreOf(of(parts)));
  });
});
