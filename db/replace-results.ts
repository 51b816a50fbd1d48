import { sql } from 'kysely';
import type { Step } from '../domain/scoring/steps.ts';
import type { Trx } from './in-transaction.ts';
import type { ResultInputs } from './reading/stored-results.ts';

/** What is new in the next version of a result; words and place are those of the one before. */
export interface NextVersion {
  /** Of the result that it replaces. */
  readonly id: string;
  readonly grade: string | null;
  readonly points: string | null;
  readonly score: string | null;
  readonly inputs: ResultInputs;
  readonly steps: readonly Step[];
}

export interface Replacing {
  readonly cycleId: string;
  readonly actorId: string;
  /** Of the command; its reason becomes theirs. */
  readonly requestId: string;
  readonly versions: readonly NextVersion[];
}

/** Ends results in force and writes their next versions; answers how many. What was replaced stays as it is. */
export async function replaceResults(trx: Trx, { cycleId, actorId, requestId, versions }: Replacing): Promise<number> {
  const ids = versions.map(({ id }) => id);
  await sql`update result set void_at = cycle_now(${cycleId}) where id = any (${ids}::bigint[])`.execute(trx);
  const { rows } = await sql`
    with next as (
      insert into result (evaluation_id, version, calibration_run_id, grade, points, score, overall, opinion,
                          strengths, next_year, development, inputs, steps,
                          changed_in_calibration, pack_name, pack_version, pack_sha256, decided_at, reason)
      select r.evaluation_id, r.version + 1, r.calibration_run_id, v.grade, v.points, v.score, r.overall, r.opinion,
             r.strengths, r.next_year, r.development,
             v.inputs, v.steps, r.changed_in_calibration, r.pack_name, r.pack_version, r.pack_sha256,
             cycle_now(${cycleId}), q.reason
        from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) v (id bigint, grade text, points numeric,
            score numeric, inputs jsonb, steps jsonb)
        join result r on r.id = v.id join command_request q on q.id = ${requestId} order by r.evaluation_id
      returning id, version)
    insert into audit_event (cycle_at, what, subject, actor, details)
    select cycle_now(${cycleId}), 'result.corrected', id, ${actorId},
           jsonb_build_object('requestId', ${requestId}::text, 'version', version)
      from next
     order by id
    returning id`.execute(trx);
  return rows.length;
}
