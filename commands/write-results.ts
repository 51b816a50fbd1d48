import { sql } from 'kysely';
import type { Trx } from '../db/in-transaction.ts';
import type { Result } from '../domain/calibration/distribution.ts';
import type { Session } from './calibration-order.ts';
import { type HandedIn, readHandedIn } from './handed-in.ts';
import { readScoreInputs } from './stored-inputs.ts';

export interface Decided extends Result {
  readonly changed: boolean;
}

export interface Results {
  readonly runId: string;
  readonly session: Session;
  readonly decided: readonly Decided[];
  readonly closedAt: string;
  readonly minutes: string;
}

/**
 * Locks the session with its places, and writes one result for each member: level and points, the rater's words, and the steps that lead to them.
 * @throws DomainError 'record-unreadable' where a member's rating, or what the score was made of, can no longer be read
 */
export async function writeResults(trx: Trx, { runId, session, decided, closedAt, minutes }: Results): Promise<void> {
  await assertReadable(trx, decided);
  await sql`
    update calibration_place c set place = d.place, grade = d.grade, points = d.points
      from jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) d ("evaluationId" bigint, place int, grade text,
                                                                    points numeric)
     where c.process_run_id = ${runId} and c.evaluation_id = d."evaluationId"`.execute(trx);
  await sql`
    update calibration_session set locked_at = ${closedAt}, minutes = ${minutes} where process_run_id = ${runId}`.execute(trx);
  const isRanked = session.pack.ranking === 'allowed';
  await sql`
    insert into result (evaluation_id, version, calibration_run_id, grade, points, score, overall, opinion, strengths,
                        next_year, development, inputs, steps, changed_in_calibration,
                        pack_name, pack_version, pack_sha256, decided_at)
    select d."evaluationId",
           1 + coalesce((select max(version) from result r where r.evaluation_id = d."evaluationId"), 0), ${runId},
           d.grade, d.points, s.score,
           coalesce(w.content->'overall'->>'text', ''), coalesce(w.content->>'opinion', ''),
           coalesce(w.content->>'strengths', ''),
           coalesce(w.content->>'nextYear', ''), coalesce(w.content->'development', '[]'),
           jsonb_build_object('place', case when ${isRanked} then d.place end, 'of', ${decided.length}::int,
                              'score', s.inputs, 'quota', g.quota,
                              'spareLowest', g.spare_lowest),
           coalesce(s.steps, '[]') || d.steps, d.changed, k.name, k.version, k.sha256, ${closedAt}
      from jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) d ("evaluationId" bigint, place int, grade text,
                                                                    points numeric, steps jsonb, changed boolean)
      join evaluation e on e.id = d."evaluationId"
      join cycle c on c.id = e.cycle_id
      join policy_pack k on k.id = c.policy_pack_id
      join rating_group g on g.id = e.rating_group_id
      join phase_window pw on pw.cycle_id = e.cycle_id and pw.barrier
      left join process_run p on p.evaluation_id = e.id and p.phase = pw.phase and p.state <> 'void'
      left join score s on s.process_run_id = p.id
      left join lateral (
        select x.content from task t join submission x on x.task_id = t.id
         where t.process_run_id = p.id and t.kind = 'rating.write' and t.outcome = 'done'
         order by t.round desc
         limit 1) w on true`.execute(trx);
}

async function assertReadable(trx: Trx, decided: readonly Decided[]): Promise<void> {
  const { rows } = await sql<HandedIn>`
    select distinct on (p.id) t.id "taskId", s.content
      from process_run p
      join task t on t.process_run_id = p.id and t.kind = 'rating.write' and t.outcome = 'done'
      left join submission s on s.task_id = t.id
     where p.evaluation_id = any (${decided.map(({ evaluationId }) => evaluationId)}::bigint[]) and p.state <> 'void'
     order by p.id, t.round desc`.execute(trx);
  for (const rating of rows) readHandedIn('rating.write', rating);
  const { rows: scores } = await sql<{ evaluationId: string; inputs: unknown }>`
    select s.evaluation_id "evaluationId", s.inputs
      from score s
      join process_run p on p.id = s.process_run_id and p.state <> 'void'
     where s.evaluation_id = any (${decided.map(({ evaluationId }) => evaluationId)}::bigint[])`.execute(trx);
  for (const score of scores) readScoreInputs(score);
}
