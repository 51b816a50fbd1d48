import { sql } from 'kysely';
import { concludeCalibration } from '../../commands/conclude-calibration.ts';
import { finishProcess } from '../../commands/finish-process.ts';
import { lookAtWait } from '../../commands/look-at-wait.ts';
import { openTask } from '../../commands/open-task.ts';
import { proposeSeats } from '../../commands/propose-seats.ts';
import { scoreEvaluation } from '../../commands/score-evaluation.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { type OpenTask, answer, openTasks } from './answers.ts';
import { playByCommands } from './play-by-commands.ts';
import { type CycleRecord, type RecordOptions, createRecord } from './record.ts';
import { SCENARIOS } from './scenarios.ts';

// A year under any pack by commands alone, as far as the ratings and the committee of grade 7.

async function runsOf({ db, cycleId }: CycleRecord, phase: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id
      from process_run p
      left join evaluation e on e.id = p.evaluation_id
      left join rating_group g on g.id = p.rating_group_id
     where p.cycle_id = ${cycleId} and p.phase = ${phase} and coalesce(e.grade, g.name) = '7' order by p.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Under `kr-local-grade4` with a card of two indicators for the unit of all; no goal has to serve one. */
export const UNIT_CARD: RecordOptions = {
  packName: 'kr-local-grade4',
  pack: (pack) => ({ ...pack, goals: { ...pack.goals, aligned: 'none' } }),
  cycle: {
    indicators: [
      { unit: 'Roads', name: 'Repairs', direction: 'higher', target: '90', actual: '81.5', weight: '60' },
      { unit: 'Roads', name: 'Days of waiting', direction: 'lower', target: '7', actual: '9', weight: '40' },
    ],
  },
};

/** The people of grade 7 have goals, and a rating run each. */
export async function ratingsOpen(options: RecordOptions): Promise<{ record: CycleRecord; runs: readonly string[] }> {
  const record = await createRecord(options);
  await record.launch('goal-setting');
  const [first] = SCENARIOS;
  for (const run of await runsOf(record, 'goal-setting')) if (first !== undefined) await playByCommands(record, run, first);
  await record.launch('manager-evaluation');
  return { record, runs: await runsOf(record, 'manager-evaluation') };
}

export interface Asking {
  readonly kind: TaskKind;
  readonly seat?: number;
  readonly content?: object;
}

/** Opens a task of a run and hands it in; answers how it ended. */
export async function ask(record: CycleRecord, processRunId: string, { kind, seat = 1, content = {} }: Asking): Promise<string> {
  const { outcome } = await openTask(record.db, { processRunId, kind, round: 1, seat });
  if (outcome !== undefined) return outcome;
  await answer(record, await opened(record, processRunId, { kind, seat }), { content });
  return 'done';
}

/** A task of a run, open and not yet answered. */
export async function opened(record: CycleRecord, processRunId: string, { kind, seat = 1 }: Asking): Promise<OpenTask> {
  const { taskId } = await openTask(record.db, { processRunId, kind, round: 1, seat });
  const task = (await openTasks(record)).find(({ id }) => id === taskId);
  if (task === undefined) throw new Error(`${kind} is not open`);
  return task;
}

export async function rate(record: CycleRecord, run: string, content: object = {}): Promise<string> {
  await ask(record, run, { kind: 'rating.write', content });
  const review = await ask(record, run, { kind: 'rating.review' });
  await scoreEvaluation(record.db, { processRunId: run });
  await finishProcess(record.db, { processRunId: run, outcome: 'rated' });
  return review;
}

/** Everybody of the group is rated: the session is proposed. */
export async function session(record: CycleRecord): Promise<string> {
  await record.launch('calibration');
  const [run = '0'] = await runsOf(record, 'calibration');
  await lookAtWait(record.db, { processRunId: run, wait: 'group-complete' });
  await proposeSeats(record.db, { processRunId: run });
  return run;
}

/** Every member says that they come. */
export async function attend(record: CycleRecord, run: string): Promise<void> {
  const seats = await record.db.selectFrom('calibration_seat').select('seat').where('process_run_id', '=', run).execute();
  for (const { seat } of seats) await ask(record, run, { kind: 'calibration.meeting', seat });
}

/** The committee decides, or the results stand where the pack asks none; they come out. Answers the calibration's run. */
export async function published(record: CycleRecord, lock: object = {}): Promise<string> {
  const run = await session(record);
  await attend(record, run);
  await ask(record, run, { kind: 'calibration.lock', content: lock });
  await concludeCalibration(record.db, { processRunId: run });
  await sql`update cycle set published_at = cycle_now(id) where id = ${record.cycleId}`.execute(record.db);
  return run;
}

/** A published cycle of four people, unless told, in which all have complete ratings. */
export async function finishedYear(options: RecordOptions): Promise<CycleRecord> {
  const { record, runs } = await ratingsOpen({ people: 4, ...options });
  for (const run of runs) await rate(record, run);
  await published(record);
  return record;
}

/** How each shipped pack's year comes to its end with complete ratings. */
export const EVERY_PACK: readonly RecordOptions[] = [
  { packName: 'kr-local-grade5' },
  UNIT_CARD,
  { packName: 'coaching-first' },
  { packName: 'us-doi' },
  { packName: 'arizona' },
  { packName: 'oklahoma' },
  // More would break the cap of the best levels.
  { packName: 'us-federal-ses', people: 2 },
];
