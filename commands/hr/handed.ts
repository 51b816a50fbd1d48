import { sql } from 'kysely';
import type { Change } from '../../contracts/changes.ts';
import type { CommandArguments } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { asPerson, evaluationsAsLines, findAsPerson, lineOf, tasksAsLines } from '../../db/reading/changes.ts';
import { type Person, personOf } from '../../db/reading/json.ts';
import { TELLS_LEVEL } from '../../db/tells-level.ts';
import { KINDS, type TaskKind } from '../../domain/tasks/kinds.ts';
import type { CommitteePlace } from './committee-places.ts';
import type { Handed } from './tell-reassigned.ts';

/** What a reassignment is about, as it stands before. */
export interface ToHand {
  readonly cycleId: string;
  readonly given: CommandArguments<'reassign'>;
  readonly evaluationIds: readonly string[];
  readonly taskIds: readonly string[];
  readonly places: readonly CommitteePlace[];
  /** The cycle's own committee changes too. */
  readonly inCycle: boolean;
}

/** Each line of a reassignment: who was in charge, and who will be. */
export async function linesOfHanding(db: Db | Trx, toHand: ToHand): Promise<readonly Change[]> {
  const { given, evaluationIds, taskIds, places, inCycle } = toHand;
  const { as } = given;
  const after = await findAsPerson(db, given.employeeNo);
  if (as === 'task') {
    const tasks = await tasksAsLines(db, sql`t.id = any (${taskIds}::bigint[])`);
    return tasks.map(({ before, who, group, phase, kind }) =>
      lineOf({ what: 'assignee', who, group, phase, kind, before: asPerson(before), after }),
    );
  }
  if (as === 'rater' || as === 'reviewer') {
    const chosen = sql<boolean>`e.id = any (${evaluationIds}::bigint[])`;
    const lines = await evaluationsAsLines(db, chosen, sql.ref(`e.${as}_id`));
    return lines.map(({ who, before }) => lineOf({ what: as, who, before: asPerson(before), after }));
  }
  const lines = await placesAsLines(db, places);
  return [
    ...(inCycle ? [lineOf({ what: as, before: await placeInCycle(db, toHand), after })] : []),
    ...lines.map(({ group, before }) => lineOf({ what: as, group, before: asPerson(before), after })),
  ];
}

async function placesAsLines(
  db: Db | Trx,
  places: readonly CommitteePlace[],
): Promise<readonly { readonly group: string; readonly before: Person | null }[]> {
  const { rows } = await sql<{ group: string; before: Person | null }>`
    select g.name "group", ${personOf('b')} before
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) x ("processRunId" bigint, seat int)
      join process_run p on p.id = x."processRunId"
      join rating_group g on g.id = p.rating_group_id
      left join calibration_session s on s.process_run_id = p.id
      left join calibration_seat k on k.process_run_id = p.id and k.seat = x.seat
      left join employee b on b.id = case when x.seat is null then s.chair_id else k.employee_id end
     order by g.name, x.seat`.execute(db);
  return rows;
}

async function placeInCycle(db: Db | Trx, { cycleId, given }: ToHand): Promise<Change['before']> {
  if (given.insteadOf !== undefined) return findAsPerson(db, given.insteadOf);
  const { rows } = await sql<Person>`
    select e.employee_no "employeeNo", e.name
      from cycle c join employee e on e.id = (c.committee->>'chair')::bigint
     where c.id = ${cycleId}`.execute(db);
  return asPerson(rows[0] ?? null);
}

/** The same for the mails: whose each was, and whom it is about. */
export async function handedBy(
  trx: Trx,
  { cycleId, given, evaluationIds, taskIds, places, inCycle }: ToHand,
): Promise<readonly Handed[]> {
  const { as } = given;
  if (as === 'task') return handedTasks(trx, taskIds);
  if (as === 'rater' || as === 'reviewer') {
    const { rows } = await sql<Omit<Handed, 'role'>>`
      select e.id, ${sql.ref(`e.${as}_id`)} "beforeId", e.employee_id "ofId", e.rating_group_id "groupId"
        from evaluation e
       where e.id = any (${evaluationIds}::bigint[])
       order by e.id`.execute(trx);
    return rows.map((row) => ({ role: as, ...row }));
  }
  const { rows } = await sql<Omit<Handed, 'role'>>`
    select p.rating_group_id id, case when x.seat is null then s.chair_id else k.employee_id end "beforeId",
           null "ofId",
           p.rating_group_id "groupId"
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) x ("processRunId" bigint, seat int)
      join process_run p on p.id = x."processRunId"
      left join calibration_session s on s.process_run_id = p.id
      left join calibration_seat k on k.process_run_id = p.id and k.seat = x.seat
    union all
    select c.id,
           coalesce((select o.id from employee o where o.employee_no = ${given.insteadOf ?? null}),
                    (c.committee->>'chair')::bigint),
           null, null
      from cycle c where ${inCycle} and c.id = ${cycleId}`.execute(trx);
  return rows.map((row) => ({ role: as, ...row }));
}

/** Of whom an open review, or a rating that came back from one, would tell the level, nobody is told that it changes hands. */
async function handedTasks(trx: Trx, taskIds: readonly string[]): Promise<readonly Handed[]> {
  const { rows } = await sql<Omit<Handed, 'role'> & { readonly kind: TaskKind }>`
    select t.kind, t.id, t.assignee_id "beforeId", p.rating_group_id "groupId",
           case when not ((t.kind = 'rating.review' or t.round > 1) and ${TELLS_LEVEL}) then e.employee_id end "ofId"
      from task t
      join process_run p on p.id = t.process_run_id
      left join evaluation e on e.id = p.evaluation_id
     where t.id = any (${taskIds}::bigint[])
     order by t.id`.execute(trx);
  return rows.map(({ kind, ...row }) => ({ role: KINDS[kind].role, asTask: true, ...row }));
}
