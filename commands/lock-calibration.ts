import { sql } from 'kysely';
import type { Submission } from '../contracts/forms.ts';
import { audit } from '../db/audit.ts';
import { countPresent } from '../db/committee.ts';
import type { Trx } from '../db/in-transaction.ts';
import { type ChangedLevel, capStand } from '../domain/calibration/changes.ts';
import { bindingCap } from '../domain/calibration/distribution.ts';
import { DomainError } from '../domain/errors.ts';
import { refusesLevel } from '../domain/scoring/level-limits.ts';
import { type Changes, type Session, getSession, orderAfter, resultsOf } from './calibration-order.ts';
import type { Closing } from './closing-effects.ts';
import { readScoreInputs } from './stored-inputs.ts';
import { type Decided, writeResults } from './write-results.ts';

/**
 * The chair's decision: changes are checked once more, places, levels, adjustments and results are written, the session locks.
 * @throws DomainError 'calibration-not-complete' without a quorum where the pack has the meeting called again; 'cap-exceeded' where too many keep an upper level; 'rating-not-accepted' for a level
 * that the derivation forbids; 'unit-order', 'reason-too-short', ... for an illegal change
 */
export async function lockCalibration(trx: Trx, { task, form, actorId, closedAt }: Closing): Promise<void> {
  const given = form as Submission<'calibration.lock'>;
  const runId = task.process_run_id;
  const session = await getSession(trx, runId);
  const present = await assertQuorum(trx, runId, session);
  const { order, moved, levels } = orderAfter(session, given);
  await assertLimits(trx, { runId, session, levels });
  const results = resultsOf(session, order);
  assertCap(session, results);
  const changed = new Set([...moved, ...levels].map(({ evaluationId }) => evaluationId));
  const gradeBefore = new Map(session.members.map((member) => [member.evaluationId, member.proposedGrade]));
  const decided: readonly Decided[] = results.map((result) => ({
    ...result,
    changed: changed.has(result.evaluationId) || gradeBefore.get(result.evaluationId) !== result.grade,
  }));
  const gradeAfter = new Map(results.map((result) => [result.evaluationId, result.grade]));
  const adjustments = [
    ...moved.map((move) => ({
      ...move,
      beforeGrade: gradeBefore.get(move.evaluationId) ?? null,
      afterGrade: gradeAfter.get(move.evaluationId) ?? null,
    })),
    ...levels.map(({ before, after, ...change }) => ({
      ...change,
      from: null,
      to: null,
      beforeGrade: before,
      afterGrade: after,
    })),
  ].map((change, index) => ({ ...change, position: index + 1, proposer: proposerOf(given, index) }));
  await sql`
    insert into adjustment (process_run_id, evaluation_id, position, before_place, after_place, before_grade,
                            after_grade, code, reason, proposer, decided_by, decided_at)
    select ${runId}, "evaluationId", position, "from", "to", "beforeGrade", "afterGrade", code, reason, proposer,
           ${actorId}, ${closedAt}
      from jsonb_to_recordset(${JSON.stringify(adjustments)}::jsonb)
        a ("evaluationId" bigint, position int, "from" int, "to" int, "beforeGrade" text, "afterGrade" text, code text,
           reason text, proposer text)`.execute(trx);
  await writeResults(trx, { runId, session, decided, closedAt, minutes: given.minutes });
  await audit(trx, {
    what: 'calibration.locked',
    subject: runId,
    actor: actorId,
    cycleId: task.cycle_id,
    details: {
      members: decided.length,
      moves: moved.length,
      levels: levels.length,
      present,
      quorum: session.pack.calibration.quorum,
    },
  });
}

function proposerOf({ moves, changes }: Changes & Submission<'calibration.lock'>, index: number): string {
  return [...moves, ...changes][index]?.proposer ?? '';
}

/** How many decide; fewer than the quorum only where the pack lets the chair decide alone. */
async function assertQuorum(trx: Trx, processRunId: string, { pack }: Session): Promise<number> {
  const present = await countPresent(trx, processRunId);
  const { quorum, withoutQuorum } = pack.calibration;
  if (present < quorum && withoutQuorum === 'meets-again')
    throw new DomainError('calibration-not-complete', { reason: 'quorum', present, quorum });
  return present;
}

function assertCap(
  { pack, group }: Session,
  results: readonly { readonly evaluationId: string; readonly grade: string | null }[],
) {
  const cap = bindingCap(pack.distribution, group);
  if (cap === undefined) return;
  const members = results.map(({ evaluationId, grade }) => ({ evaluationId, level: grade }));
  const { count, most } = capStand(cap, members);
  if (most !== null && count > most) throw new DomainError('cap-exceeded', { path: '/changes', levels: cap.levels, count, most });
}

interface Limited {
  readonly runId: string;
  readonly session: Session;
  readonly levels: readonly ChangedLevel[];
}

/** What a derivation forbids to the rater, it forbids to the committee. */
async function assertLimits(trx: Trx, { runId, session, levels }: Limited): Promise<void> {
  if (levels.length === 0 || session.pack.scoring.method !== 'derivation') return;
  const { rows } = await sql<{ evaluationId: string; inputs: unknown }>`
    select c.evaluation_id "evaluationId", s.inputs from calibration_place c join evaluation e on e.id = c.evaluation_id
      join phase_window w on w.cycle_id = e.cycle_id and w.barrier
      join process_run p on p.evaluation_id = e.id and p.phase = w.phase and p.state <> 'void'
      join score s on s.process_run_id = p.id
     where c.process_run_id = ${runId}`.execute(trx);
  const inputs = new Map(rows.map((row) => [row.evaluationId, readScoreInputs(row)]));
  levels.forEach(({ evaluationId, after }, index) => {
    const known = inputs.get(evaluationId) ?? null;
    const reasons = known === null ? [] : refusesLevel(session.pack, known, after);
    if (reasons.length > 0)
      throw new DomainError('rating-not-accepted', { path: `/changes/${index}/level`, evaluationId, reasons });
  });
}
