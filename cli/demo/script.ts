import type { Answer } from '../../contracts/api/routes.ts';
import { addWorkingDays, type BusinessCalendar, workingDaysBefore } from '../../domain/cycle/calendar.ts';
import { atLocal, compareInstants, localDate } from '../../domain/cycle/instants.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import type { Script, ScriptedAct } from './acts.ts';
import type { City, CityGoal } from './city.ts';
import { asGoal, ordinaryForm } from './forms.ts';
import { type Form, type Writing } from './writing.ts';
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
  readonly phase?: string;
  readonly round: number;
  /** Employee number or name of the group that the task is about. */
  readonly about: string;
  readonly dueAt: string | null;
  readonly openedAt: string;
}

export function scriptedAct(
  script: Script | undefined,
  { kind, phase, round, about }: Omit<AskedTask, 'dueAt' | 'openedAt'>,
): ScriptedAct | undefined {
  const fits =
    script?.acts.filter(
      (act) =>
        act.kind === kind && (act.phase ?? phase) === phase && (act.about ?? about) === about && (act.round ?? round) === round,
    ) ?? [];
  // The one that names the most is meant.
  return fits.sort((a, b) => named(b) - named(a))[0];
}

const named = ({ about, round, phase }: ScriptedAct) => [about, round, phase].filter((one) => one !== undefined).length;

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

interface ScriptedChange {
  readonly employeeNo: string;
  readonly code: string;
  readonly reason: string;
  readonly proposer: string;
}
interface ScriptedMove extends ScriptedChange {
  /** Places towards the first. */
  readonly up: number;
}
interface ScriptedLevel extends ScriptedChange {
  readonly level: string;
}

/** The ordinary form with what the script says instead: indicators by name and people by number become what the API calls them. */
export function formOf(writing: Writing, act: ScriptedAct | undefined): Form {
  const form = { ...ordinaryForm(writing), ...act?.form };
  if (writing.task.kind === 'goals.draft' && act?.form?.['goals'] !== undefined) {
    return {
      ...form,
      goals: (act.form['goals'] as readonly CityGoal[]).map((goal, index) => asGoal(goal, writing, index)),
    };
  }
  const { moves = [], changes = [] } = (act?.form ?? {}) as {
    readonly moves?: readonly ScriptedMove[];
    readonly changes?: readonly ScriptedLevel[];
  };
  return {
    ...form,
    ...(moves.length > 0 && { moves: moves.map((move) => asMove(move, writing)) }),
    ...(changes.length > 0 && {
      changes: changes.map(({ employeeNo, ...rest }) => ({ ...rest, evaluationId: placeOf(employeeNo, writing).evaluationId })),
    }),
  };
}

function asMove({ employeeNo, up, ...rest }: ScriptedMove, writing: Writing): Form {
  const { evaluationId, place } = placeOf(employeeNo, writing);
  return { ...rest, evaluationId, to: (place ?? 0) - up };
}

function placeOf(employeeNo: string, { city, task }: Writing): ReturnType<typeof boardOf>['places'][number] {
  const person = city.people.find((one) => one.employee_no === employeeNo);
  const place = boardOf(task.evidence).places.find((one) => one.name === person?.name && one.unitName === person.unit);
  if (place === undefined) throw new Error(`${employeeNo} is not on the board`);
  return place;
}

function boardOf({ board }: Answer<'getTask'>['evidence']): NonNullable<typeof board> {
  if (board === null) throw new Error('the task shows no board');
  return board;
}
