import { describe, expect, it } from 'vitest';
import { elements } from '../../../../domain/scoring/kinds/elements.ts';
import type { ElementGroup, ElementsFacts } from '../../../../domain/scoring/kinds/elements.ts';
import { answerTo, labelsOf, refusals, stepsOf } from './asked.ts';

type Row = readonly [id: string, max: string, level: number];
const group = (id: string, share: string, rows: readonly Row[]): ElementGroup => ({
  id,
  share,
  elements: rows.map(([name, max, level]) => ({ id: name, max, level })),
});

const performance: readonly Row[] = [
  ['g1', '20', 5],
  ['g2', '20', 4],
  ['g3', '10', 3],
];
const ability: readonly Row[] = [
  ['c1', '15', 4],
  ['c2', '15', 4],
  ['c3', '10', 5],
  ['c4', '10', 3],
];
function person(share: number): readonly ElementGroup[] {
  return [group('performance', `${share}`, performance), group('ability', `${100 - share}`, ability)];
}

describe('W05 element scale', () => {
  it.each([
    ['10', ['10', '8', '6', '4', '2']],
    ['7', ['7', '5.6', '4.2', '2.8', '1.4']],
    ['25', ['25', '20', '15', '10', '5']],
  ])('W05: equal steps from full marks down to a fifth of %s', (max, expected) => {
    const points = [5, 4, 3, 2, 1].map((level) => stepsOf(elements, { groups: [group('all', '100', [['one', max, level]])] })[0]);
    expect(points.map((one) => one?.value)).toEqual(expected);
  });

  it('W05: the person has 82 on 100 and 57.40 on 70', () => {
    expect(answerTo(elements, { groups: person(50), outOf: '70' })).toEqual({ score: '82.00', scaled: '57.40' });
  });

  it('W05: the same person has 82.80 at 70/30', () => {
    expect(answerTo(elements, { groups: person(70) })).toEqual({ score: '82.80', scaled: '82.80' });
  });

  it('W05: an attitude deduction of 1.5 gives 80.50', () => {
    expect(answerTo(elements, { groups: person(50), deduction: '1.5' })).toMatchObject({ score: '80.50' });
  });
});

describe('elements', () => {
  const one = (more: Partial<ElementsFacts> = {}): ElementsFacts => ({ groups: [group('all', '100', [['a', '3', 1]])], ...more });

  it('ELE1: takes the deduction from the score on 100, before scaling', () => {
    expect(answerTo(elements, { groups: person(50), deduction: '1.5', outOf: '70' })).toEqual({
      score: '80.50',
      scaled: '56.35',
    });
  });

  it('ELE1: does not clamp what the deduction leaves, and rounds its absolute value half-up', () => {
    expect(answerTo(elements, one({ deduction: '25.005', outOf: '50' }))).toEqual({ score: '-5.01', scaled: '-2.50' });
  });

  it('ELE1: tells the deduction as a step of its own, and only where there is one', () => {
    expect(labelsOf(elements, one({ deduction: '1' }))).toEqual([
      'scoring.elements.element',
      'scoring.elements.group',
      'scoring.elements.total',
      'scoring.elements.deduction',
      'scoring.elements.scaled',
    ]);
    expect(labelsOf(elements, one({ deduction: '0' }))).not.toContain('scoring.elements.deduction');
  });

  it('GEN2: rounds once, so that thirds of three groups make a whole', () => {
    const third = (id: string, share: string) => group(id, share, [['a', '3', 5], ['b', '4', 5]]); // prettier-ignore
    const groups = [third('x', '33.33'), third('y', '33.33'), third('z', '33.34')];
    expect(answerTo(elements, { groups })).toEqual({ score: '100.00', scaled: '100.00' });
  });

  it('ELE1: refuses shares that do not sum to 100, and names the list', () => {
    expect(refusals(elements, { groups: [group('all', '99.99', performance)] })).toEqual(['shares-do-not-sum /groups']);
    expect(refusals(elements, { groups: [group('x', '-1', performance), group('y', '101', ability)] })).toEqual([
      'value-out-of-range /groups/0/share',
    ]);
  });

  it.each([0, 6, 2.5, -1])('ELE1: refuses the level %d', (level) => {
    expect(refusals(elements, { groups: [group('all', '100', [['a', '1', level]])] })).toEqual([
      'level-out-of-range /groups/0/elements/0/level',
    ]);
  });

  it('GEN6: refuses full marks that are not above 0, a negative deduction and ids that stand twice in a list', () => {
    const groups = [group('x', '50', [['a', '0', 5], ['a', '1', 5]]), group('x', '50', [['a', '1', 5]])]; // prettier-ignore
    expect(refusals(elements, { groups, deduction: '-1', outOf: '0' })).toEqual([
      'duplicate-id /groups/1/id',
      'duplicate-id /groups/0/elements/1/id',
      'value-out-of-range /groups/0/elements/0/max',
      'value-out-of-range /deduction',
      'value-out-of-range /outOf',
    ]);
  });

  it('keeps names that are names of objects’ own machinery', () => {
    const groups = [group('__proto__', '50', [['__proto__', '1', 5]]), group('constructor', '50', [['toString', '1', 5]])];
    const total = stepsOf(elements, { groups }).find(({ label }) => label === 'scoring.elements.total');
    expect(Object.entries(total?.inputs ?? {})).toEqual([
      ['__proto__', '50'],
      ['constructor', '50'],
    ]);
  });
});
