import type { Answer } from '../../contracts/api/routes.ts';
import type { BusinessCalendar } from '../../domain/cycle/calendar.ts';
import type { City, CityGoal, Levels } from './city.ts';
import { type LeanLevel, leanGoal, leanLevels, leanYears } from './lean-years.ts';
import type { Phrasing } from './phrasing.ts';
import type { Random } from './random.ts';

type Task = Answer<'getTask'>;

export interface Writing {
  readonly city: City;
  readonly calendar: BusinessCalendar;
  /** Who writes: an employee number. */
  readonly writer: string;
  /** The employee number or group that the task is about. */
  readonly about: string;
  /** Local date. */
  readonly today: string;
  /** What the API told of the task. */
  readonly task: Pick<Task, 'kind' | 'round' | 'evidence' | 'rules'>;
  /** Of the result that was read before; where the task is to confirm one. */
  readonly resultVersion?: number;
}

export type Form = Readonly<Record<string, unknown>>;

/** What a form is written from, with sentences and chance of its own. */
export type OrdinaryWriting = Writing & Phrasing & { readonly random: Random };

/** How lean the year was for whom the form is about; undefined where it was not, and under a pack that gives levels to shares of an order. */
export function leanYearOf({ city, about, task }: Writing): LeanLevel | undefined {
  const { distribution } = task.rules;
  const isByShares = distribution.mode !== 'none' && distribution.by === 'shares';
  return isByShares ? undefined : leanYears(city).get(about);
}

/** What the city's own plan has for whom the form is about. */
export function goalsOf(writing: Writing): readonly CityGoal[] {
  const goals = writing.city.goals.get(writing.about) ?? [];
  const lean = leanYearOf(writing);
  return lean === undefined ? goals : goals.map((goal) => leanGoal(goal, lean));
}

/** What the rater thinks of whom the form is about. */
export function levelsOf(writing: Writing): Levels | undefined {
  const levels = writing.city.levels.get(writing.about);
  const lean = leanYearOf(writing);
  return lean === undefined || levels === undefined ? levels : leanLevels(levels, lean);
}

/** The goals that the API knows to be in force; of one that the city does not know, what was agreed is what is reached. */
export function goalsInForce(writing: Writing): readonly CityGoal[] {
  const known = new Map(goalsOf(writing).map((goal) => [goal.id, goal]));
  return writing.task.evidence.goals.map(({ key, content, target }) => {
    const goal = known.get(key);
    return goal ?? ({ ...content, id: key, target, midterm: target, final: target } as unknown as CityGoal);
  });
}
