import type { Answer } from '../../contracts/api/routes.ts';
import { addDays, type BusinessCalendar, isWorkingDay } from '../../domain/cycle/calendar.ts';
import { askedOf, measuresGoals, type Scale, scaleOf } from '../../domain/rating/asked.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { City, CityGoal } from './city.ts';
import { goalValues, isReached, phrasing, type Phrasing } from './phrasing.ts';
import { randomOf } from './random.ts';

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

type Ordinary = (writing: Writing & Phrasing & { readonly random: ReturnType<typeof randomOf> }) => Form;

const ORDINARY: Readonly<Record<TaskKind, Ordinary>> = {
  'goals.draft': (writing) => ({ goals: goalsOf(writing).map((goal, index) => asGoal(goal, writing.task, index)) }),
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
  'rating.write': rating,
  'rating.review': ({ say }) => ({ reason: say('reason') }),
  'calibration.meeting': ({ say }) => ({ attends: true, note: say('note') }),
  'calibration.lock': ({ say }) => ({ moves: [], changes: [], discussed: true, minutes: say('minutes') }),
  'result.acknowledge': ({ say }) => {
    const comment = say('comment');
    return { answer: comment === '' ? 'confirmed' : 'commented', comment };
  },
};

const goalsOf = ({ city, about }: Writing): readonly CityGoal[] => city.goals.get(about) ?? [];

/** The goals that the API knows to be in force; of one that the city does not know, what was agreed is what is reached. */
function goalsInForce(writing: Writing): readonly CityGoal[] {
  const known = new Map(goalsOf(writing).map((goal) => [goal.id, goal]));
  return writing.task.evidence.goals.map(({ key, content, target }) => {
    const goal = known.get(key);
    return goal ?? ({ ...content, id: key, target, midterm: target, final: target } as unknown as CityGoal);
  });
}

/** The goal as the form and the pack want it: the indicator by the id that the API gave for its name. */
export function asGoal(goal: Omit<CityGoal, 'midterm' | 'final'>, task: Writing['task'], index: number): Form {
  const { indicator, ...rest } = goal;
  const { indicators } = task.evidence;
  const { methods, weightsSum, fewestCritical } = task.rules.goals;
  const fields = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'midterm' && name !== 'final'));
  const served = indicators.find((one) => one.name === indicator) ?? indicators[0];
  return {
    ...fields,
    indicatorId: served?.id ?? null,
    method: methods.find((method) => method === 'ratio') ?? methods[0],
    designation: fewestCritical === null ? null : index < fewestCritical ? 'critical' : 'important',
    ...(weightsSum === null && { weight: '0' }),
    sharedWith: [],
  };
}

function heldTalk(writing: Parameters<Ordinary>[0]): Form {
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

function rating(writing: Parameters<Ordinary>[0]): Form {
  const { city, about, say, random, task } = writing;
  const { rules } = task;
  const goals = goalsInForce(writing);
  const levels = city.levels.get(about);
  const values = goals[0] === undefined ? {} : goalValues(goals[0]);
  const asked = askedOf(rules, { goalIds: goals.map(({ id }) => id), leads: rules.leads });
  const scaleOfGoals = asked.find(({ of }) => of === 'goal')?.scale;
  const elements = asked.filter(({ of }) => of === 'element');
  const given = elements.map(({ id, scale }) => ({ id, scale, of5: levels?.elements[id] ?? random.between(3, 4) }));
  const rated = scaleOfGoals === undefined && !measuresGoals(rules) ? [] : goals;
  const { overall } = rules;
  return {
    goals: rated.map((goal, index) => ({
      goalId: goal.id,
      level: scaleOfGoals === undefined ? null : levelOn(scaleOfGoals, levels?.goals[index] ?? 3),
      actual: goal.final,
      text: say(isReached(goal) ? 'reached' : 'missed', goalValues(goal)),
    })),
    elements: given.map(({ id, scale, of5 }) => ({ id, level: levelOn(scale, of5), text: say(`element/${of5}`) })),
    ...(overall !== undefined && {
      overall: { level: levelOn(scaleOf(rules, overall.scale), 3), text: say('opinion', values) },
    }),
    opinion: say('opinion', values),
    strengths: say('strengths', values),
    nextYear: say('nextYear', values),
  };
}

/** The level of a scale that lies as far from its best one as this number from 5. */
function levelOn({ levels }: Scale, of5: number): string | undefined {
  return levels[Math.round(((5 - of5) * (levels.length - 1)) / 4)]?.level;
}
