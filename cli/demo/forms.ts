import type { Answer } from '../../contracts/api/routes.ts';
import { addDays, type BusinessCalendar, isWorkingDay } from '../../domain/cycle/calendar.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { City, CityGoal } from './city.ts';
import { committeeForm } from './committee.ts';
import { goalValues, isReached, phrasing, type Phrasing } from './phrasing.ts';
import { type Random, randomOf } from './random.ts';
import { ratingForm } from './rating-form.ts';

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
}

export type Form = Readonly<Record<string, unknown>>;

/** What somebody without a story writes into a form: from the own plan of the year, the seed, and what the API shows beside the form. */
export function ordinaryForm(writing: Writing): Form {
  const { city, writer, about, task } = writing;
  const random = randomOf(city.seed, 'form', writer, about, task.kind, task.round);
  return ORDINARY[task.kind]({ ...writing, random, ...phrasing(city.phrases, task.kind, random) });
}

/** What a form is written from, with sentences and chance of its own. */
export type OrdinaryWriting = Writing & Phrasing & { readonly random: Random };
type Ordinary = (writing: OrdinaryWriting) => Form;

const ORDINARY: Readonly<Record<TaskKind, Ordinary>> = {
  'goals.draft': (writing) => ({ goals: goalsOf(writing).map((goal, index) => asGoal(goal, writing, index)) }),
  'goals.agree': ({ say }) => ({ reason: say('reason'), comments: [] }),
  'goals.confirm': ({ say }) => ({ reason: say('reason'), comments: [] }),
  'coaching.hold': heldTalk,
  'coaching.acknowledge': ({ say, random }) => {
    const comment = say('comment');
    return { answer: comment === '' ? 'read' : 'commented', comment, helpful: random.between(3, 5) };
  },
  'self-assessment.write': (writing) => ({
    goals: goalsInForce(writing).map((goal) => ({
      goalId: goal.id,
      actual: goal.final,
      text: writing.say(isReached(goal) ? 'reached' : 'missed', goalValues(goal)),
    })),
    actions: writing.task.evidence.actions.slice(0, 3).map(({ what }) => ({ what, done: true, text: writing.say('actionDone') })),
    together: writing.say('together'),
    wish: writing.say('wish'),
  }),
  'rating.write': ratingForm,
  'rating.review': ({ say }) => ({ reason: say('reason') }),
  'calibration.meeting': ({ say }) => ({ attends: true, note: say('note') }),
  'calibration.lock': committeeForm,
  'result.acknowledge': ({ say }) => {
    const comment = say('comment');
    return { answer: comment === '' ? 'confirmed' : 'commented', comment };
  },
};

const goalsOf = ({ city, about }: Writing): readonly CityGoal[] => city.goals.get(about) ?? [];

/** The goals that the API knows to be in force; of one that the city does not know, what was agreed is what is reached. */
export function goalsInForce(writing: Writing): readonly CityGoal[] {
  const known = new Map(goalsOf(writing).map((goal) => [goal.id, goal]));
  return writing.task.evidence.goals.map(({ key, content, target }) => {
    const goal = known.get(key);
    return goal ?? ({ ...content, id: key, target, midterm: target, final: target } as unknown as CityGoal);
  });
}

/** The goal as the form and the pack want it: the indicator by the id that the API gave for its name, a colleague where working together counts. */
export function asGoal(goal: Omit<CityGoal, 'midterm' | 'final'>, writing: Writing, index: number): Form {
  const { indicator, ...rest } = goal;
  const { evidence, rules } = writing.task;
  const { methods, weightsSum, fewestCritical, fewestTogether } = rules.goals;
  const fields = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'midterm' && name !== 'final'));
  const served = evidence.indicators.find((one) => one.name === indicator) ?? evidence.indicators[0];
  return {
    ...fields,
    indicatorId: served?.id ?? null,
    method: methods.find((method) => method === 'ratio') ?? methods[0],
    designation: fewestCritical === null ? null : index < fewestCritical ? 'critical' : 'important',
    ...(weightsSum === null && { weight: '0' }),
    sharedWith: index < fewestTogether ? [colleagueOf(writing)] : [],
  };
}

/** Somebody of the same unit, else whoever rates both. */
function colleagueOf({ city, about }: Writing): string {
  const self = city.people.find((person) => person.employee_no === about);
  const colleague = city.people.find((person) => person.unit === self?.unit && person.employee_no !== about);
  return colleague?.employee_no ?? self?.rater_no ?? about;
}

function heldTalk(writing: OrdinaryWriting): Form {
  const { say, random, today, calendar } = writing;
  const goals = goalsInForce(writing);
  const values = goals[0] === undefined ? {} : goalValues(goals[0]);
  let heldOn = addDays(today, -1);
  while (!isWorkingDay(heldOn, calendar)) heldOn = addDays(heldOn, -1);
  const by = addDays(today, random.between(3, 6) * 7);
  return {
    heldOn,
    place: say('place'),
    minutes: random.between(4, 8) * 5,
    progress: goals.map((goal) => ({ goalId: goal.id, actual: goal.midterm, text: say('progress', goalValues(goal)) })),
    wentWell: say('wentWell', values),
    obstacle: say('obstacle', values),
    raterRemoves: say('raterRemoves', values),
    nextTwoWeeks: say('nextTwoWeeks', values),
    actions: [
      { what: say('actionOfRater', values), who: 'rater', by, knownBy: say('knownBy') },
      { what: say('actionOfEmployee', values), who: 'employee', by, knownBy: say('knownBy') },
    ],
    goalChange: '',
  };
}
