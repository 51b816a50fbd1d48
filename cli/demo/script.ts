import type { Answer } from '../../contracts/api/routes.ts';
import { addWorkingDays, type BusinessCalendar, workingDaysBefore } from '../../domain/cycle/calendar.ts';
import { atLocal, compareInstants, localDate } from '../../domain/cycle/instants.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { City, CityGoal, Script, ScriptedAct } from './city.ts';
import { asGoal, type Form, ordinaryForm, type Writing } from './forms.ts';
import { randomOf } from './random.ts';

const MORNING = '09:10';

/** Working days before it is due on which people usually do it: the earliest and the latest habit. */
const HABITS: Readonly<Record<TaskKind, readonly [most: number, least: number]>> = {
  'goals.draft': [8, 2],
  'goals.agree': [3, 1],
  'goals.confirm': [6, 3],
  'coaching.hold': [14, 3],
  'coaching.acknowledge': [8, 2],
  'self-assessment.write': [14, 2],
  'rating.write': [5, 1],
  'rating.review': [2, 1],
  'calibration.meeting': [1, 1],
  'calibration.lock': [1, 1],
  'result.acknowledge': [4, 1],
};

export interface AskedTask {
  readonly kind: TaskKind;
  readonly round: number;
  /** Employee number or name of the group that the task is about. */
  readonly about: string;
  readonly dueAt: string | null;
  readonly openedAt: string;
}

export function scriptedAct(
  script: Script | undefined,
  { kind, round, about }: Omit<AskedTask, 'dueAt' | 'openedAt'>,
): ScriptedAct | undefined {
  const fits =
    script?.acts.filter((act) => act.kind === kind && (act.about ?? about) === about && (act.round ?? round) === round) ?? [];
  // The one that names the most is meant.
  return fits.sort((a, b) => named(b) - named(a))[0];
}

const named = (act: ScriptedAct) => Number(act.about !== undefined) + Number(act.round !== undefined);

export interface Planning {
  readonly city: City;
  readonly calendar: BusinessCalendar;
  readonly writer: string;
}

/** The instant at which somebody means to do a task; undefined: never. It may lie in the past, then it is done at once. */
export function plannedAt(task: AskedTask, act: ScriptedAct | undefined, planning: Planning): string | undefined {
  if (act?.never === true) return undefined;
  const { timeZone } = planning.calendar;
  if (act?.on !== undefined) return atLocal(act.on, act.at ?? MORNING, timeZone);
  if (task.dueAt === null) return task.openedAt;
  const [most, least] = HABITS[task.kind];
  // A rater does all of one kind on one day: the day does not depend on whom it is about.
  const days = randomOf(planning.city.seed, 'habit', planning.writer, task.kind).between(least, most);
  const day = workingDaysBefore(localDate(task.dueAt, timeZone), days, planning.calendar);
  const earliest = addWorkingDays(localDate(task.openedAt, timeZone), 0, planning.calendar);
  return [atLocal(day, MORNING, timeZone), atLocal(earliest, MORNING, timeZone)].sort(compareInstants).at(-1);
}

/** Days on which the script brings somebody to the tasks, mail or not. */
export function scriptedVisits(script: Script | undefined, timeZone: string): readonly string[] {
  const dates = (script?.acts ?? []).flatMap((act) =>
    act.on === undefined || act.never ? [] : [atLocal(act.on, act.at ?? MORNING, timeZone)],
  );
  return [...new Set(dates)].sort(compareInstants);
}

interface ScriptedMove {
  readonly employeeNo: string;
  /** Places towards the first. */
  readonly up: number;
  readonly code: string;
  readonly reason: string;
  readonly proposer: string;
}

/** The ordinary form with what the script says instead: indicators by name and people by number become what the API calls them. */
export function formOf(writing: Writing, act: ScriptedAct | undefined): Form {
  const form = { ...ordinaryForm(writing), ...act?.form };
  if (writing.task.kind === 'goals.draft' && act?.form?.['goals'] !== undefined) {
    return {
      ...form,
      goals: (act.form['goals'] as readonly CityGoal[]).map((goal, index) => asGoal(goal, writing.task, index)),
    };
  }
  if (act?.form?.['moves'] !== undefined) {
    return { ...form, moves: (act.form['moves'] as readonly ScriptedMove[]).map((move) => asMove(move, writing)) };
  }
  return form;
}

function asMove({ employeeNo, up, ...rest }: ScriptedMove, { city, task }: Writing): Form {
  const person = city.people.find((one) => one.employee_no === employeeNo);
  const place = boardOf(task.evidence).places.find((one) => one.name === person?.name && one.unitName === person.unit);
  if (place === undefined) throw new Error(`${employeeNo} is not on the board`);
  return { ...rest, evaluationId: place.evaluationId, to: (place.place ?? 0) - up };
}

function boardOf({ board }: Answer<'getTask'>['evidence']): NonNullable<typeof board> {
  if (board === null) throw new Error('the task shows no board');
  return board;
}
