import { compare, exact, mean, sum, whole } from '../../exact.ts';
import type { Exact } from '../../exact.ts';
import { listed, step } from '../../steps.ts';
import type { Step } from '../../steps.ts';
import type { MilestoneFacts, PanelFacts } from './facts.ts';

/** The weights of what is done (F9). */
export function byMilestones({ milestones }: MilestoneFacts, steps: Step[]): Exact {
  const done = milestones.filter((milestone) => milestone.done).map(({ weight }) => exact(weight));
  const value = sum(done);
  const formula = 'sum of the weights of the milestones that are done';
  steps.push(step({ label: 'scoring.milestones', formula, inputs: listed('milestone', done), value, source: 'scoring.md F9' }));
  return value;
}

/** The mean of the marks after dropping `trim` at each end (F10). */
export function byPanel({ panel, trim = 0 }: PanelFacts, steps: Step[]): Exact {
  const ranked = panel.map(exact).sort(compare);
  const kept = ranked.slice(trim, ranked.length - trim);
  const source = 'scoring.md F10';
  if (trim > 0) {
    const inputs = { marks: whole(ranked.length), trim: whole(trim) };
    const value = whole(kept.length);
    steps.push(step({ label: 'scoring.panel.trimmed', formula: 'marks − 2 × trim', inputs, value, source }));
  }
  const value = mean(kept);
  steps.push(step({ label: 'scoring.panel.mean', formula: 'mean of the marks', inputs: listed('mark', kept), value, source }));
  return value;
}
