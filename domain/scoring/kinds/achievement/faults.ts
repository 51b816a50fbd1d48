import { compare, exact, HUNDRED, MOST_DIGITS, round } from '../../exact.ts';
import { duplicateFaults, sumFaults, weightFaults } from '../../faults.ts';
import type { Fault } from '../../faults.ts';
import { rangeFaults } from '../../ranges.ts';
import type { AchievementFacts, StepTableFacts } from './facts.ts';

/** What is wrong with an achievement itself; `at` is where it stands, '' when it is the whole object. */
export function achievementFaults(facts: AchievementFacts, at = ''): readonly Fault[] {
  return [...partFaults(facts, at), ...rangeFaults(!isTurned(facts), `${at}/floor`)];
}

/** Whether the floor is above the cap (scoring.md ACH12). */
export function isTurned({ cap, floor }: { readonly cap?: string | undefined; readonly floor?: string | undefined }): boolean {
  return cap !== undefined && floor !== undefined && compare(exact(floor), exact(cap)) > 0;
}

function partFaults(facts: AchievementFacts, at: string): readonly Fault[] {
  if (facts.method === 'milestones') {
    const weights = facts.milestones.map(({ weight }) => weight);
    return [
      ...weights.flatMap((weight, index) => weightFaults(weight, `${at}/milestones/${index}/weight`)),
      ...sumFaults(weights, 'weights-do-not-sum', `${at}/milestones`),
    ];
  }
  if (facts.method === 'panel') {
    return [
      ...facts.panel.flatMap((mark, index) => rangeFaults(isOn100(mark), `${at}/panel/${index}`)),
      ...rangeFaults(2 * (facts.trim ?? 0) < facts.panel.length, `${at}/trim`),
    ];
  }
  // Two steps from the same achievement would make the order of the list count.
  if (facts.method === 'steps') return doubledSteps(facts.steps, `${at}/steps`);
  return [];
}

function doubledSteps(steps: StepTableFacts['steps'], at: string): readonly Fault[] {
  const froms = steps.map(([from]) => round(exact(from), MOST_DIGITS));
  return duplicateFaults(froms, (index) => `${at}/${index}/0`).map((fault) => ({ ...fault, code: 'value-out-of-range' }));
}

function isOn100(mark: string): boolean {
  const value = exact(mark);
  return value.n >= 0n && compare(value, HUNDRED) <= 0;
}
