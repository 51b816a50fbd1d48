import { HUNDRED, add, div, exact, mul, plain, sub, sum, whole } from './exact.ts';
import type { Exact } from './exact.ts';
import { derivation } from './kinds/derivation.ts';
import type { DerivationFacts } from './kinds/derivation.ts';
import { DOI_LEVELS } from './kinds/derivation/us-doi.ts';
import type { SesFacts } from './kinds/derivation/us-federal-ses.ts';
import { type RatedThing, type ScoreInputs, ratedThings } from './rated-things.ts';
import { step } from './steps.ts';
import type { Step } from './steps.ts';
import { type EvaluationScore, NO_SCORE, type ScoringMethod, type ScoringRules } from './scoring-rules.ts';

type Rule = Extract<ScoringMethod, { readonly method: 'derivation' }>['rule'];

export interface Derivation {
  readonly rules: ScoringRules;
  readonly rule: Rule;
  readonly things: readonly RatedThing[];
  readonly overall: string | null;
}

/** Score and level by the pack's derivation (scoring.md `derivation`); where the rule does not accept the rating, neither. */
export function derivedScore(asked: Derivation): EvaluationScore {
  const facts = derivationFacts(asked);
  if (facts === undefined) return { ...NO_SCORE, reason: 'levels-missing' };
  const [fault] = derivation.faults(facts);
  if (fault !== undefined) return { ...NO_SCORE, reason: fault.code };
  const { answer, steps } = derivation.score(facts);
  if ('accepted' in answer) {
    return answer.accepted
      ? { ...NO_SCORE, level: asked.overall, reason: null, steps }
      : { ...NO_SCORE, reason: 'rating-not-accepted', steps };
  }
  const level = levelAt(asked.rules, answer.level);
  return level === undefined
    ? { ...NO_SCORE, reason: 'level-out-of-range' }
    : { score: answer.score, scaled: null, level, reason: null, steps: [...weightSteps(asked), ...steps] };
}

/** Why the pack's derivation does not accept the rating with its overall level; empty where it does, or accepts any. */
export function notAccepted(rules: ScoringRules, inputs: ScoreInputs): readonly string[] {
  if (rules.scoring.method !== 'derivation' || rules.scoring.rule !== 'oklahoma') return [];
  const things = ratedThings(rules, inputs);
  const facts = derivationFacts({ rules, rule: 'oklahoma', things, overall: inputs.overall });
  if (facts === undefined) return [];
  const { answer } = derivation.score(facts);
  return 'accepted' in answer ? answer.reasons : [];
}

/** What the rule is asked; undefined where the level of the whole, which it judges, is missing. */
export function derivationFacts({ rules, rule, things, overall }: Derivation): DerivationFacts | undefined {
  switch (rule) {
    case 'us-federal-ses':
      return {
        rule,
        elements: valued(things).map(({ id, value, weight }) => ({ id: id as SesId, level: value, weight: weight ?? '0' })),
      };
    case 'us-doi':
      return { rule, elements: valued(things).map(({ id, value, critical }) => ({ id, level: value, critical })) };
    case 'arizona':
      return { rule, elements: weighed(rules, valued(things)), levels: minimumsOf(rules) };
    case 'oklahoma':
      return overall === null ? undefined : { rule, ...byDesignation(rules, things), overall };
  }
}

type SesId = SesFacts['elements'][number]['id'];
type Valued = RatedThing & { readonly value: number };

function valued(things: readonly RatedThing[]): readonly Valued[] {
  return things.filter((thing): thing is Valued => thing.value !== null);
}

/** What stands in a section with goals is an accountability, fixed elements beside the goals too; everything else is a behaviour. */
function byDesignation({ sections }: ScoringRules, things: readonly RatedThing[]) {
  const withGoals = new Set(sections.filter(({ goals }) => goals).map(({ id }) => id));
  const rated = things.map((thing) => ({ ...thing, rating: thing.level ?? '' }));
  return {
    accountabilities: rated
      .filter(({ section }) => withGoals.has(section))
      .map(({ id, critical, rating, documented }) => ({
        id,
        designation: critical ? ('critical' as const) : ('important' as const),
        rating,
        results: documented ? 'documented' : '',
      })),
    behaviours: rated.filter(({ section }) => !withGoals.has(section)).map(({ id, rating }) => ({ id, rating })),
  };
}

/**
 * Each section's share of 100 spread over its things by weight, equally where one has none. A weight is cut to what a decimal can hold; the
 * last thing takes what is left, so that the weights always sum to 100.
 */
function weighed(rules: ScoringRules, things: readonly Valued[]) {
  const weights = sharesOf(rules, things).map(({ weight }) => weight);
  return things.map(({ id, value }, index) => ({ id, level: value, weight: plain(weights[index] ?? whole(0)) }));
}

function sharesOf({ sections }: ScoringRules, things: readonly Valued[]) {
  let others = whole(0);
  return things.map((thing, index) => {
    const inSection = things.filter(({ section }) => section === thing.section);
    const isEqual = inSection.some(({ weight }) => weight === null || exact(weight).n === 0n);
    const weightOf = (one: Valued): Exact => (isEqual ? whole(1) : exact(one.weight ?? '1'));
    const share = whole(sections.find(({ id }) => id === thing.section)?.share ?? 0);
    const inputs = { share, weight: weightOf(thing), weights: sum(inSection.map(weightOf)) };
    const before = others;
    if (index === things.length - 1) return { id: thing.id, inputs: { others: before }, weight: sub(HUNDRED, before) };
    const weight = exact(plain(div(mul(share, inputs.weight), inputs.weights)));
    others = add(before, weight);
    return { id: thing.id, inputs, weight };
  });
}

/** How a share of 100 becomes the weights of the things in its section; nothing where the pack states the weights themselves. */
function weightSteps({ rules, rule, things }: Derivation): readonly Step[] {
  if (rule !== 'arizona') return [];
  return sharesOf(rules, valued(things)).map(({ id, inputs, weight }) =>
    step({
      label: 'others' in inputs ? 'scoring.arizona.last-weight' : 'scoring.arizona.weight',
      formula: `${id}: ${'others' in inputs ? '100 − others' : 'share × weight / weights'}`,
      inputs,
      value: weight,
      source: 'scoring.md ARI1',
    }),
  );
}

/** The levels of a result count down to 1 as the scale's numbers do. */
function minimumsOf({ levels }: ScoringRules) {
  return levels.map(({ bottom = '0' }, index) => ({ level: levels.length - index, minimum: bottom }));
}

/** The pack's own key of the level that a rule gave: by its place, whatever the pack calls it. */
function levelAt({ levels }: ScoringRules, given: number | (typeof DOI_LEVELS)[number]): string | undefined {
  return levels[typeof given === 'number' ? levels.length - given : DOI_LEVELS.indexOf(given)]?.level;
}
