import { sql } from 'kysely';
import type { Submission } from '../contracts/forms.ts';
import { DomainError } from '../domain/errors.ts';
import type { Step } from '../domain/scoring/steps.ts';
import { audit } from '../db/audit.ts';
import type { Trx } from '../db/in-transaction.ts';
import { type Session, getSession, orderAfter, resultsOf } from './calibration-order.ts';
import type { Closing } from './closing-effects.ts';

interface Decided {
  readonly evaluationId: string;
  readonly place: number;
  readonly grade: string | null;
  readonly points: string | null;
  readonly steps: readonly Step[];
  readonly changed: boolean;
}

/**
 * The chair's decision: moves are checked once more, places, adjustments and results are written, the session locks.
 * @throws DomainError 'calibration-not-complete' without a quorum; 'unit-order', 'reason-too-short', ... for an illegal move
 */
export async function lockCalibration(trx: Trx, { task, form, actorId, closedAt }: Closing): Promise<void> {
  const { moves, minutes } = form as Submission<'calibration.lock'>;
  const runId = task.process_run_id;
  const session = await getSession(trx, runId);
  await assertQuorum(trx, runId, session);
  const { order, changes } = orderAfter(session, moves);
  const results = resultsOf(session, order);
  const moved = new Set(changes.map((change) => change.evaluationId));
  const gradeBefore = new Map(session.members.map((member) => [member.evaluationId, member.proposedGrade]));
  const gradeAfter = new Map(results.map((result) => [result.evaluationId, result.grade]));
  const decided: readonly Decided[] = results.map((result) => ({
    ...result,
    changed: moved.has(result.evaluationId) || gradeBefore.get(result.evaluationId) !== result.grade,
  }));
  await sql`
    update calibration_place c set place = d.place, grade = d.grade, points = d.points
      from jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) d ("evaluationId" bigint, place int, grade text, points numeric)
     where c.process_run_id = ${runId} and c.evaluation_id = d."evaluationId"`.execute(trx);
  const adjustments = changes.map((change, index) => ({
    ...change,
    position: index + 1,
    beforeGrade: gradeBefore.get(change.evaluationId) ?? null,
    afterGrade: gradeAfter.get(change.evaluationId) ?? null,
    proposer: moves[index]?.proposer ?? '',
  }));
  await sql`
    insert into adjustment (process_run_id, evaluation_id, position, before_place, after_place, before_grade, after_grade, code, reason, proposer, decided_by, decided_at)
    select ${runId}, "evaluationId", position, "from", "to", "beforeGrade", "afterGrade", code, reason, proposer, ${actorId}, ${closedAt}
      from jsonb_to_recordset(${JSON.stringify(adjustments)}::jsonb)
        a ("evaluationId" bigint, position int, "from" int, "to" int, "beforeGrade" text, "afterGrade" text, code text, reason text, proposer text)`.execute(
    trx,
  );
  await sql`update calibration_session set locked_at = ${closedAt}, minutes = ${minutes} where process_run_id = ${runId}`.execute(
    trx,
  );
  await writeResults(trx, { runId, decided, closedAt });
  await audit(trx, {
    what: 'calibration.locked',
    subject: runId,
    actor: actorId,
    cycleId: task.cycle_id,
    details: { members: decided.length, moves: changes.length },
  });
}

/** Those who said that they come, and the chair. */
async function assertQuorum(trx: Trx, processRunId: string, { rules }: Session): Promise<void> {
  const { rows } = await sql<{ present: number }>`
    select count(*)::int present from task t join submission s on s.task_id = t.id
     where t.process_run_id = ${processRunId} and t.kind = 'calibration.meeting' and t.outcome = 'done' and (s.content->>'attends')::boolean`.execute(
    trx,
  );
  const present = 1 + (rows[0]?.present ?? 0);
  if (present < rules.quorum)
    throw new DomainError('calibration-not-complete', { reason: 'quorum', present, quorum: rules.quorum });
}

/** One result for each member: grade and points of the place, the rater's words, and the steps that lead to them. */
async function writeResults(
  trx: Trx,
  { runId, decided, closedAt }: { runId: string; decided: readonly Decided[]; closedAt: string },
): Promise<void> {
  await sql`
    insert into result (evaluation_id, version, calibration_run_id, grade, points, score, opinion, strengths, next_year, inputs, steps, changed_in_calibration,
                        pack_name, pack_version, pack_sha256, decided_at)
    select d."evaluationId", 1 + coalesce((select max(version) from result r where r.evaluation_id = d."evaluationId"), 0), ${runId}, d.grade, d.points, s.score,
           coalesce(w.content->>'opinion', ''), coalesce(w.content->>'strengths', ''), coalesce(w.content->>'nextYear', ''),
           jsonb_build_object('place', d.place, 'of', ${decided.length}::int, 'score', s.inputs, 'spareLowest', g.spare_lowest),
           coalesce(s.steps, '[]') || d.steps, d.changed, k.name, k.version, k.sha256, ${closedAt}
      from jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) d ("evaluationId" bigint, place int, grade text, points numeric, steps jsonb, changed boolean)
      join evaluation e on e.id = d."evaluationId" join cycle c on c.id = e.cycle_id join policy_pack k on k.id = c.policy_pack_id
      join rating_group g on g.id = e.rating_group_id
      join phase_window pw on pw.cycle_id = e.cycle_id and pw.barrier
      left join process_run p on p.evaluation_id = e.id and p.phase = pw.phase and p.state <> 'void'
      left join score s on s.process_run_id = p.id
      left join lateral (
        select x.content from task t join submission x on x.task_id = t.id
         where t.process_run_id = p.id and t.kind = 'rating.write' and t.outcome = 'done' order by t.round desc limit 1) w on true`.execute(
    trx,
  );
}
