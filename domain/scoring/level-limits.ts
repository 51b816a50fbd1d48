import { notAccepted } from './derived-score.ts';
import { DOI_LEVELS, bestAllowed } from './kinds/derivation/us-doi.ts';
import { type ScoreInputs, ratedThings } from './rated-things.ts';
import type { ScoringRules } from './scoring-rules.ts';

/** Why a committee may not give this level in place of the derived or chosen one: the limits that single elements set hold for it too. */
export function refusesLevel(rules: ScoringRules, inputs: ScoreInputs, level: string): readonly string[] {
  const { scoring, levels } = rules;
  if (scoring.method !== 'derivation') return [];
  if (scoring.rule === 'oklahoma') return notAccepted(rules, { ...inputs, overall: level });
  const best = bestPlace(rules, inputs);
  return levels.findIndex((one) => one.level === level) < best ? ['lowest-element'] : [];
}

/** The place in the pack's levels, best first, above which the lowest element lets nobody come. */
function bestPlace(rules: ScoringRules, inputs: ScoreInputs): number {
  const { scoring, levels } = rules;
  const rule = scoring.method === 'derivation' ? scoring.rule : undefined;
  const lowest = (things: readonly { readonly value: number | null }[]) => Math.min(5, ...things.map(({ value }) => value ?? 5));
  const things = ratedThings(rules, inputs);
  if (rule === 'us-federal-ses') return lowest(things) === 1 ? levels.length - 1 : 0;
  if (rule === 'us-doi') return DOI_LEVELS.indexOf(bestAllowed(lowest(things.filter(({ critical }) => critical))));
  return 0;
}
