import { finishProcess } from '../../commands/finish-process.ts';
import { closeTask } from '../../commands/close-task.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { calibrate } from '../../workflows/calibration.ts';
import { carryOn } from '../support/carry-on.ts';
import { launchedCity, type SmallCity, type SmallPlan } from './small-city.ts';

// The small city when its raters are done. M1 chairs; H1, H2 and HR1 sit; the two heads are a group of their own, in which they have no seat.

export interface CalibratingCity extends SmallCity {
  /** The run of the calibration of the group Staff: its members are asked whether they come. */
  readonly session: string;
}

/** Everybody counts as rated, none with a score. `before`: what happens in the year until then. */
export async function calibratingCity(
  plan?: SmallPlan,
  before: (city: SmallCity) => Promise<unknown> = () => Promise.resolve(),
): Promise<CalibratingCity> {
  const city = await launchedCity(plan);
  await before(city);
  const { db, cycleId } = city;
  await launchPhase(db, { cycleId, phase: 'manager-evaluation' });
  const ratings = db.selectFrom('process_run').select('id').where('phase', '=', 'manager-evaluation').orderBy('id');
  for (const { id } of await ratings.execute()) await finishProcess(db, { processRunId: id, outcome: 'rated' });
  await launchPhase(db, { cycleId, phase: 'calibration' });
  const calibrating = { ...city, session: await sessionOf(city, 'Staff') };
  await carryOn(db, calibrating.session, calibrate);
  return calibrating;
}

export async function sessionOf({ db }: SmallCity, group: string): Promise<string> {
  const { id } = await db
    .selectFrom('process_run as p')
    .innerJoin('rating_group as g', 'g.id', 'p.rating_group_id')
    .select('p.id')
    .where('g.name', '=', group)
    .executeTakeFirstOrThrow();
  return id;
}

/** The open task of a kind, and of a seat where there are several. */
export async function openTaskOf({ db, session }: CalibratingCity, kind: TaskKind, seat = 1) {
  return db
    .selectFrom('task')
    .selectAll()
    .where('process_run_id', '=', session)
    .where('kind', '=', kind)
    .where('seat', '=', seat)
    .where('state', '=', 'open')
    .executeTakeFirst();
}

/** Whoever has the task hands it in, and the process goes on. */
export async function handIn(city: CalibratingCity, kind: TaskKind, { seat = 1, content }: { seat?: number; content: object }) {
  const { db, session } = city;
  const task = await openTaskOf(city, kind, seat);
  if (task === undefined) throw new Error(`${kind} is not open`);
  const { id: taskId, assignee_id } = task;
  const actorId = assignee_id ?? '0';
  const draft = await db.selectFrom('task_draft').select('version').where('task_id', '=', taskId).executeTakeFirstOrThrow();
  const { version } = await saveDraft(db, { taskId, actorId, version: draft.version, content });
  await closeTask(db, { taskId, actorId, outcome: 'done', version });
  await carryOn(db, session, calibrate);
}

export const attend = (city: CalibratingCity, seat: number) =>
  handIn(city, 'calibration.meeting', { seat, content: { attends: true } });
export const lock = (city: CalibratingCity) =>
  handIn(city, 'calibration.lock', { content: { moves: [], changes: [], discussed: true, minutes: 'As proposed.' } });
