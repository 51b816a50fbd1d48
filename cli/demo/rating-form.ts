import { askedOf, measuresGoals, type Scale, scaleOf } from '../../domain/rating/asked.ts';
import { notAccepted } from '../../domain/scoring/derived-score.ts';
import { inputsOfRating } from '../../domain/scoring/rating-inputs.ts';
import { addDays } from '../../domain/cycle/calendar.ts';
import type { CityGoal, Levels } from './city.ts';
import { BEST, EXPECTED, meanOf } from './levels.ts';
import { type Form, goalsInForce, leanYearOf, levelsOf, type OrdinaryWriting } from './writing.ts';
import { goalValues, isReached } from './phrasing.ts';

interface RatedGoal {
  readonly goalId: string;
  readonly level: string | null;
  readonly actual: string;
  readonly text: string;
}

/** A rating as the task's rules ask for it: sections and scales, words where a level needs them, the whole, steps of development. */
export function ratingForm(writing: OrdinaryWriting): Form {
  const { say, random, task } = writing;
  const { rules } = task;
  const inForce = goalsInForce(writing);
  const known = levelsOf(writing);
  const lean = leanYearOf(writing) !== undefined;
  const values = inForce[0] === undefined ? {} : goalValues(inForce[0]);
  const asked = askedOf(rules, { goalIds: inForce.map(({ id }) => id), leads: rules.leads });
  const scaleOfGoals = asked.find(({ of }) => of === 'goal')?.scale;
  const elements = asked
    .filter(({ of }) => of === 'element')
    .map(({ id, scale }) => ({ id, scale, of5: known?.elements[id] ?? around(known, lean ? 0 : random.between(-1, 1)) }))
    .map(({ id, scale, of5 }) => ({ id, ...given(scale, of5, () => say(`element/${of5}`)) }));
  const goals = goalRatings(writing, { inForce, scaleOfGoals });
  const rated = { goals, elements };
  const opinion = lean ? 'opinion/lean' : 'opinion';
  return {
    ...rated,
    ...(rules.overall !== undefined && { overall: wholeOf(writing, rated, say(opinion, values)) }),
    opinion: say(opinion, values),
    strengths: say('strengths', values),
    nextYear: say('nextYear', values),
    development: Array.from({ length: rules.development.fewest }, () => stepOf(writing, values)),
  };
}

interface GoalsToRate {
  readonly inForce: readonly CityGoal[];
  readonly scaleOfGoals: Scale | undefined;
}

function goalRatings(writing: OrdinaryWriting, { inForce, scaleOfGoals }: GoalsToRate): readonly RatedGoal[] {
  const { say, task } = writing;
  const levels = levelsOf(writing)?.goals ?? [];
  if (scaleOfGoals === undefined && !measuresGoals(task.rules)) return [];
  return inForce.map((goal, index) => {
    const words = () => say(isReached(goal) ? 'reached' : 'missed', goalValues(goal));
    const rating =
      scaleOfGoals === undefined ? { level: null, text: words() } : given(scaleOfGoals, levels[index] ?? EXPECTED, words);
    return { goalId: goal.id, actual: goal.final, ...rating };
  });
}

/** A level, with the words that it needs; what needs none gets none. */
function given(scale: Scale, of5: number, words: () => string): { readonly level: string; readonly text: string } {
  const found = scale.levels[placeOn(scale, of5)];
  if (found === undefined) throw new Error(`the scale ${scale.id} has no levels`);
  return { level: found.level, text: found.needs === 'nothing' ? '' : words() };
}

/**
 * The place on a scale for a level from 5 to 1. What is expected of everybody is the last level that needs no words, where the scale tells that,
 * and the upper middle otherwise.
 */
function placeOn({ levels }: Scale, of5: number): number {
  const last = levels.length - 1;
  const free = levels.findLastIndex(({ needs }) => needs === 'nothing');
  const expected = free < 0 ? Math.floor(last / 2) : free;
  if (of5 >= EXPECTED) return Math.round(((BEST - of5) * expected) / (BEST - EXPECTED));
  return expected + Math.ceil(((EXPECTED - of5) * (last - expected)) / (EXPECTED - 1));
}

/** What the rater thinks of somebody in general, a little more or less. */
function around(known: Levels | undefined, more: number): number {
  const mean = known === undefined ? EXPECTED : meanOf(known);
  return Math.min(BEST, Math.max(1, Math.round(mean) + more));
}

interface Rated {
  readonly goals: readonly RatedGoal[];
  readonly elements: readonly { readonly id: string; readonly level: string; readonly text: string }[];
}

/** The level for the whole that is nearest to the rater's opinion among those that the rules accept beside the single ones. */
function wholeOf(writing: OrdinaryWriting, rated: Rated, text: string): Form {
  const { rules, evidence } = writing.task;
  const scale = scaleOf(rules, rules.overall?.scale ?? '');
  const wanted = placeOn(scale, around(levelsOf(writing), 0));
  const goals = evidence.goals.map(({ key, weight, target, content }) => {
    const {
      method = 'ratio',
      direction = null,
      baseline = null,
      designation = null,
    } = content as Partial<Record<'method' | 'direction' | 'baseline' | 'designation', string>>;
    return { id: key, weight, target, method, direction, baseline, designation };
  });
  const isAccepted = (level: string) =>
    notAccepted(rules, inputsOfRating({ ...rated, overall: { level } }, { goals, leads: rules.leads, cards: [] })).length === 0;
  const nearest = scale.levels
    .map(({ level }, place) => ({ level, away: Math.abs(place - wanted) }))
    .sort((a, b) => a.away - b.away)
    .find(({ level }) => isAccepted(level));
  return { level: nearest?.level, text };
}

function stepOf({ say, random, today }: OrdinaryWriting, values: Readonly<Record<string, string>>): Form {
  return { what: say('step', values), support: say('support'), by: addDays(today, random.between(8, 20) * 7) };
}
