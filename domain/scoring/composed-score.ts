import { elementsFacts, scoreElements } from './elements.ts';
import { div, exact, round, sum, whole } from './exact.ts';
import type { Recalculation } from './kinds.ts';
import { composition } from './kinds/composition.ts';
import type { CompositionFacts } from './kinds/composition.ts';
import { scorecard } from './kinds/scorecard.ts';
import { hasNumbers, indicatorOf } from './measured.ts';
import { type MeasuredGoal, type RatedThing, type ScoreInputs, type UnitCard, elementsOf } from './rated-things.ts';
import { type CardRules, type EvaluationScore, NO_SCORE, type ScoreComponent } from './scoring-rules.ts';
import { step } from './steps.ts';
import type { Step } from './steps.ts';

export interface Composing {
  readonly components: readonly ScoreComponent[];
  readonly things: readonly RatedThing[];
  readonly inputs: ScoreInputs;
}

/** A part of a score with what it was computed from and the steps that lead to it; or why there is none. */
type Part =
  | { readonly score: string; readonly steps: readonly Step[]; readonly facts: readonly Recalculation[] }
  | { readonly reason: string };

/** All parts of a score, ready to be put together. */
interface Composed {
  readonly whole: CompositionFacts;
  readonly steps: readonly Step[];
  readonly parts: readonly Recalculation[];
}

/**
 * The unit's scorecard, the own goals and sections of the rating, each on 100 with the 2 places at which it is published, by their weights
 * (scoring.md `composition`).
 */
export function composedScore(composing: Composing): EvaluationScore {
  const composed = composedOf(composing);
  if ('reason' in composed) return { ...NO_SCORE, reason: composed.reason };
  const { whole, steps } = composed;
  const [fault] = composition.faults(whole);
  if (fault !== undefined) return { ...NO_SCORE, reason: fault.code };
  const total = composition.score(whole);
  const { score } = total.answer;
  return { score, scaled: score, level: null, reason: null, steps: [...steps, ...total.steps] };
}

export function composedOf({ components, things, inputs }: Composing): Composed | { readonly reason: string } {
  const steps: Step[] = [];
  const parts: Recalculation[] = [];
  const scored: { id: string; score: string; weight: string }[] = [];
  for (const component of components) {
    const part = partOf(component, things, inputs);
    if ('reason' in part) return part;
    steps.push(...part.steps);
    parts.push(...part.facts);
    scored.push({ id: component.id, score: part.score, weight: component.weight });
  }
  return { whole: { components: scored }, steps, parts };
}

function partOf(component: ScoreComponent, things: readonly RatedThing[], inputs: ScoreInputs): Part {
  switch (component.of) {
    case 'unit':
      return unitPart(inputs.cards, component);
    case 'goals':
      return cardPart(inputs.goals, component);
    case 'section': {
      const groups = [{ id: component.section, share: 100, elements: elementsOf(component.section, things) }];
      const { steps, ...scored } = scoreElements(groups, '100');
      if (scored.score === null) return { reason: scored.reason };
      return { score: scored.score, steps, facts: [{ kind: 'elements', ...elementsFacts(groups, '100') }] };
    }
  }
}

/** A unit that is made of others has the mean of their scores, 2 places. */
function unitPart(cards: readonly UnitCard[], rules: CardRules): Part {
  const parts = cards.map(({ indicators }) => cardPart(indicators, rules));
  const [only] = parts;
  if (only === undefined) return { reason: 'not-measured' };
  if (parts.length === 1) return only;
  const steps: Step[] = [];
  const scores: string[] = [];
  const facts: Recalculation[] = [];
  for (const part of parts) {
    if ('reason' in part) return part;
    steps.push(...part.steps);
    facts.push(...part.facts);
    scores.push(part.score);
  }
  const value = div(sum(scores.map(exact)), whole(scores.length));
  const inputs = Object.fromEntries(scores.map((score, index) => [`unit.${index + 1}`, score]));
  const formula = 'mean of the units';
  steps.push(step({ label: 'scoring.unit.mean', formula, inputs, value, source: 'scoring.md CAL3' }));
  return { score: round(value), steps, facts };
}

function cardPart(measured: readonly MeasuredGoal[], { cap, floor, notMeasured }: CardRules): Part {
  if (!measured.every(hasNumbers)) return { reason: 'not-a-number' };
  const facts = {
    indicators: measured.map(indicatorOf),
    notMeasured,
    ...(cap !== undefined && { cap }),
    ...(floor !== undefined && { floor }),
  };
  const [fault] = scorecard.faults(facts);
  if (fault !== undefined) return { reason: fault.code };
  const { answer, steps } = scorecard.score(facts);
  if (answer.score === null) return { reason: 'not-measured' };
  return { score: answer.score, steps, facts: [{ kind: 'scorecard', ...facts }] };
}
