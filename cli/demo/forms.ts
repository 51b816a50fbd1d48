import { addDays, isWorkingDay } from '../../domain/cycle/calendar.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { CityGoal } from './city.ts';
import { committeeForm } from './committee.ts';
import { goalValues, isReached, phrasing } from './phrasing.ts';
import { randomOf } from './random.ts';
import { ratingForm } from './rating-form.ts';
import { type Form, goalsInForce, goalsOf, type OrdinaryWriting, type Writing } from './writing.ts';

/** What somebody without a story writes into a form: from the own plan of the year, the seed, and what the API shows beside the form. */
export function ordinaryForm(writing: Writing): Form {
  const { city, writer, about, task } = writing;
  const random = randomOf(city.seed, 'form', writer, about, task.kind, task.round);
  return ORDINARY[task.kind]({ ...writing, random, ...phrasing(city.phrases, task.kind, random) });
}

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
  'result.acknowledge': ({ say, resultVersion }) => {
    const comment = say('comment');
    return { answer: comment === '' ? 'confirmed' : 'commented', comment, resultVersion };
  },
};

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
