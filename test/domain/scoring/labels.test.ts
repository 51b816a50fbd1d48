import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../domain/scoring/kinds.ts';
import type { AchievementFacts } from '../../../domain/scoring/kinds/achievement.ts';
import { LABELS } from '../../../domain/scoring/labels.ts';
import type { Step } from '../../../domain/scoring/steps.ts';

const measured = { direction: 'higher', target: '100', actual: '97' } as const;
const history = ['100', '104', '107', '113', '116'];
const achievements: readonly AchievementFacts[] = [
  { ...measured, method: 'ratio', cap: '90' },
  { ...measured, method: 'ratio', floor: '99' },
  { ...measured, method: 'ratio', direction: 'lower' },
  { ...measured, method: 'ratio', direction: 'lower', actual: '0' },
  { ...measured, method: 'ratio', direction: 'lower', target: '0', zeroTarget: 'full-or-nothing' },
  { ...measured, method: 'linear', direction: 'lower' },
  { ...measured, method: 'from-baseline', baseline: '90' },
  { ...measured, method: 'assigned-ratio', history, actual: '999' },
  { ...measured, method: 'assigned-deviation', history },
  { ...measured, method: 'assigned-deviation', history: ['50'] },
  { ...measured, method: 'trend', history },
  { ...measured, method: 'trend', history: ['1', '2', '3'] },
  { ...measured, method: 'steps', steps: [['90', '80']] },
  { ...measured, method: 'steps', steps: [['99', '80']] },
  { method: 'milestones', milestones: [{ weight: '100', done: true }] },
  { method: 'panel', panel: ['90', '80', '70'], trim: 1 },
];
const indicators = [
  { ...measured, method: 'ratio', id: 'a', weight: '50' },
  { ...measured, method: 'ratio', id: 'b', weight: '30', cancelled: true },
  { ...measured, method: 'ratio', id: 'c', weight: '20', notMeasured: true },
] as const;
const components = [{ id: 'a', score: '90', weight: '100' }];
const owners = [{ id: 'a', weight: '20' }];

const steps: readonly Step[] = [
  ...achievements.flatMap((facts) => KINDS.achievement.score(facts).steps),
  ...(['zero', 'exclude'] as const).flatMap((notMeasured) => KINDS.scorecard.score({ indicators, notMeasured }).steps),
  ...KINDS.composition.score({ components, bonus: '4', bonusCap: '3', penalty: '1' }).steps,
  ...KINDS['shared-indicator'].score({ ...measured, mode: 'same', owners }).steps,
  ...KINDS.number.score({ text: '△4.11' }).steps,
];

describe('steps', () => {
  it.each(steps)(
    'GEN10: $label is a listed label with listed inputs, and its numbers are decimals',
    ({ label, inputs, value, source }) => {
      const names: readonly string[] = LABELS[label as keyof typeof LABELS];
      expect(names).toBeDefined();
      for (const name of Object.keys(inputs)) expect(names.includes(name) || names.includes('*')).toBe(true);
      for (const number of [value, ...Object.values(inputs)]) expect(number).toMatch(/^-?\d+(\.\d+)?$/);
      expect(source).not.toBe('');
    },
  );

  it('GEN10: every label of these kinds is used', () => {
    const own =
      /^scoring\.(number|ratio|linear|from-baseline|assigned|deviation|trend|steps|milestones|panel|cap|floor|scorecard|composition|shared)\b/;
    const used = new Set(steps.map(({ label }) => label));
    expect(Object.keys(LABELS).filter((label) => own.test(label) && !used.has(label))).toEqual([]);
  });
});
