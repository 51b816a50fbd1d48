import { finishProcess } from '../../commands/finish-process.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { openTask } from '../../commands/open-task.ts';
import { proposeSeats } from '../../commands/propose-seats.ts';
import { PEOPLE, launchedCity, type SmallCity } from './small-city.ts';

// The small city when its raters are done. M1 chairs, H1, H2 and HR1 sit; the two heads are a group of their own, in which they have no seat.

export interface CalibratingCity extends SmallCity {
  /** The run of the group's calibration, whose seats are proposed. */
  readonly session: string;
}

/** Everybody counts as rated, none with a score; the session of `group` is open and has asked nobody yet. */
export async function calibratingCity(group = 'Staff', people: readonly string[] = PEOPLE): Promise<CalibratingCity> {
  const city = await launchedCity(people);
  const { db, cycleId } = city;
  await launchPhase(db, { cycleId, phase: 'manager-evaluation' });
  const ratings = db.selectFrom('process_run').select('id').where('phase', '=', 'manager-evaluation').orderBy('id');
  for (const { id } of await ratings.execute()) await finishProcess(db, { processRunId: id, outcome: 'rated' });
  await launchPhase(db, { cycleId, phase: 'calibration' });
  const { id: session } = await db
    .selectFrom('process_run as p')
    .innerJoin('rating_group as g', 'g.id', 'p.rating_group_id')
    .select('p.id')
    .where('g.name', '=', group)
    .executeTakeFirstOrThrow();
  await lookAtWait(db, { processRunId: session, wait: 'group-complete' });
  await proposeSeats(db, { processRunId: session });
  return { ...city, session };
}

/** Opens a task of the session, as the workflow does; answers its id. */
export async function asked({ db, session }: CalibratingCity, kind: 'calibration.meeting' | 'calibration.lock', seat = 1) {
  const { taskId } = await openTask(db, { processRunId: session, kind, round: 1, seat });
  return taskId;
}
