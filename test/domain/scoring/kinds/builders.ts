import { KINDS } from '../../../../domain/scoring/kinds.ts';
import type { AchievementAnswer, AchievementFacts } from '../../../../domain/scoring/kinds/achievement.ts';
import type { Indicator } from '../../../../domain/scoring/kinds/scorecard.ts';

/** The achievement's text, or the reason why there is none. */
export function outcome(facts: AchievementFacts): string {
  const answer: AchievementAnswer = KINDS.achievement.score(facts).answer;
  return answer.achievement ?? answer.reason;
}

export function labelsOf(facts: AchievementFacts): readonly string[] {
  return KINDS.achievement.score(facts).steps.map(({ label }) => label);
}

/** Codes with the places they name. */
export function faultsOf(facts: AchievementFacts): readonly string[] {
  return KINDS.achievement.faults(facts).map(({ code, path }) => `${code} ${path}`);
}

export type Row = readonly [id: string, direction: string, target: string, actual: string | null, weight: string];

export function indicator([id, direction, target, actual, weight]: Row, more: Partial<Indicator> = {}): Indicator {
  return { method: 'ratio', id, direction, target, actual, weight, ...more } as Indicator;
}
