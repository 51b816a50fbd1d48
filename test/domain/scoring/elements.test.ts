import { describe, expect, it } from 'vitest';
import { scoreElements } from '../../../domain/scoring/elements.ts';
import type { RatedGroup } from '../../../domain/scoring/elements.ts';

const element = ([id, max, level]: readonly [string, string, number]) => ({ id, max, level });
const person: readonly RatedGroup[] = [
  {
    id: 'performance',
    share: 50,
    elements: (
      [
        ['g1', '20', 5],
        ['g2', '20', 4],
        ['g3', '10', 3],
      ] as const
    ).map(element),
  },
  {
    id: 'ability',
    share: 50,
    elements: (
      [
        ['c1', '15', 4],
        ['c2', '15', 4],
        ['c3', '10', 5],
        ['c4', '10', 3],
      ] as const
    ).map(element),
  },
];

describe('the steps of a rating', () => {
  it('give the person of W05 82.00 on 100 and 57.40 on 70', () => {
    expect(scoreElements(person, '70')).toMatchObject({ score: '82.00', scaled: '57.40' });
  });

  it('explain every number with its inputs, under the name of the group', () => {
    const { steps } = scoreElements(person, '70');
    expect(steps.map(({ label, value }) => [label, value])).toEqual([
      ['scoring.element.performance', '20'],
      ['scoring.element.performance', '16'],
      ['scoring.element.performance', '6'],
      ['scoring.group.performance', '42'],
      ['scoring.element.ability', '12'],
      ['scoring.element.ability', '12'],
      ['scoring.element.ability', '10'],
      ['scoring.element.ability', '6'],
      ['scoring.group.ability', '40'],
      ['scoring.elements.total', '82'],
      ['scoring.elements.scaled', '57.4'],
    ]);
    expect(steps[1]).toEqual({
      label: 'scoring.element.performance',
      formula: 'g2.max × g2.level / 5',
      inputs: { 'g2.max': '20', 'g2.level': '4' },
      value: '16',
      source: expect.stringContaining('ELE1') as string,
    });
  });
});

describe('a rating that cannot be computed', () => {
  it('has no score, and the places that lack a level are named', () => {
    const lacking = person.map(({ elements, ...group }) => ({
      ...group,
      elements: elements.map((one, index) => (index === 1 ? { ...one, level: null } : one)),
    }));
    expect(scoreElements(lacking, '70')).toMatchObject({ score: null, scaled: null, reason: 'levels-missing', at: ['g2', 'c2'] });
  });

  it('has none without elements, with levels off the scale and with weights that are no numbers', () => {
    const ability = person.slice(1);
    const only = (one: { id: string; max: string; level: number }) => [
      { id: 'performance', share: 50, elements: [one] },
      ...ability,
    ];
    expect(scoreElements([{ id: 'performance', share: 50, elements: [] }, ...ability], '70')).toMatchObject({
      score: null,
      reason: 'no-elements',
      at: ['performance'],
    });
    expect(scoreElements(only({ id: 'g1', max: '100', level: 6 }), '70')).toMatchObject({
      reason: 'level-out-of-range',
      at: ['g1'],
    });
    expect(scoreElements(only({ id: 'g1', max: '1e2', level: 5 }), '70')).toMatchObject({ reason: 'not-a-number', at: ['g1'] });
    expect(scoreElements([], '70')).toEqual({ score: null, scaled: null, reason: 'no-elements', at: [], steps: [] });
  });

  it('is null with shares that do not sum to 100, and with full marks that are no number', () => {
    const uneven = person.map((group) => ({ ...group, share: 49 }));
    expect(scoreElements(uneven, '70')).toMatchObject({ reason: 'shares-do-not-sum', at: ['performance', 'ability'] });
    expect(scoreElements(person, 'seventy')).toMatchObject({ score: null, reason: 'not-a-number', at: ['outOf'] });
  });
});
