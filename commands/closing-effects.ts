import { sql } from 'kysely';
import type { Submission } from '../contracts/forms.ts';
import { DomainError } from '../domain/errors.ts';
import type { TaskOutcome } from '../domain/process/messages.ts';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import type { Trx } from '../db/in-transaction.ts';
import { PREPARED } from '../db/prepared-pool.ts';
import type { LockedTask } from '../db/task-facts.ts';
import { lockCalibration } from './lock-calibration.ts';
import { queueMail } from './queue-mail.ts';

export interface Closing {
  readonly task: LockedTask;
  /** The parsed form of the task's kind. */
  readonly form: unknown;
  readonly outcome: TaskOutcome;
  readonly actorId: string;
  readonly closedAt: string;
  /** Of the submission, hexadecimal. */
  readonly sha256: string;
}

type Effect = (trx: Trx, closing: Closing) => Promise<void>;

/** What a closing leaves in the record beside its submission: signatures, acknowledgements, decisions. Same transaction. */
export const EFFECTS: Readonly<Record<TaskKind, Effect>> = {
  'goals.draft': sign('prepared'),
  'goals.agree': decide('agreed'),
  'goals.confirm': decide('confirmed'),
  'coaching.hold': sign('discussed'),
  'coaching.acknowledge': acknowledgeTalk,
  'self-assessment.write': sign('prepared'),
  'rating.write': sign('prepared'),
  'rating.review': decide('reviewed'),
  'calibration.meeting': () => Promise.resolve(),
  'calibration.lock': async (trx, closing) => {
    await lockCalibration(trx, closing);
    await sign('decided')(trx, closing);
  },
  'result.acknowledge': acknowledgeResult,
};

function sign(meaning: string): Effect {
  return async (trx, { task, actorId, closedAt, sha256 }) => {
    await sql`${PREPARED}
      insert into signature (evaluation_id, task_id, employee_id, meaning, document_sha256, signed_at)
      values (${task.evaluation_id}, ${task.id}, ${actorId}, ${meaning}, decode(${sha256}, 'hex'), ${closedAt})`.execute(trx);
  };
}

/** A decision signs the document that it decides on. A return voids the signatures under that document: a new version needs new ones. */
function decide(meaning: string): Effect {
  return async (trx, closing) => {
    const { task, outcome, actorId, closedAt } = closing;
    if (outcome === 'returned') {
      await sql`
        update signature g set void_at = ${closedAt} from task t
         where g.task_id = t.id and t.process_run_id = ${task.process_run_id} and t.round = ${task.round}
           and g.void_at is null`.execute(trx);
      return;
    }
    await sql`
      insert into signature (evaluation_id, task_id, employee_id, meaning, document_sha256, signed_at)
      select ${task.evaluation_id}, ${task.id}, ${actorId}, ${meaning}, s.sha256, ${closedAt}
        from task t join submission s on s.task_id = t.id
       where t.process_run_id = ${task.process_run_id} and t.round = ${task.round}
         and t.kind in ('goals.draft', 'rating.write')`.execute(trx);
  };
}

/** "Read" signs. A talk that did not take place, or a refusal, tells the reviewer; a refusal that stands is a signature of its own meaning. */
async function acknowledgeTalk(trx: Trx, closing: Closing): Promise<void> {
  const { task, form, outcome } = closing;
  const { answer } = form as { readonly answer: string };
  if (outcome !== 'returned') return sign(answer === 'refused' ? 'refused' : 'acknowledged')(trx, closing);
  const { rows } = await sql<{
    reviewer_id: string | null;
  }>`select reviewer_id from evaluation where id = ${task.evaluation_id}`.execute(trx);
  const reviewerId = rows[0]?.reviewer_id;
  if (!reviewerId) return;
  await queueMail(trx, {
    key: `task/${task.cycle_id}/${reviewerId}/${task.phase}/coaching.told/${task.id}`,
    cycleId: task.cycle_id,
    employeeId: reviewerId,
    mailKind: 'coaching.told',
    phase: task.phase,
    taskId: task.id,
  });
}

/** An answer is to the version that was read: a correction that commits a moment before makes it none. */
async function acknowledgeResult(trx: Trx, closing: Closing): Promise<void> {
  const { task, form, closedAt } = closing;
  const { answer, comment, resultVersion } = form as Submission<'result.acknowledge'>;
  const { rows } = await sql`
    with answered as (
      select id
        from result
       where evaluation_id = ${task.evaluation_id} and void_at is null and version = ${resultVersion ?? null} for share)
    insert into acknowledgement (task_id, result_id, answer, comment, at)
    select ${task.id}, id, ${answer}, ${comment}, ${closedAt} from answered returning result_id`.execute(trx);
  if (rows.length === 0) throw new DomainError('result-changed', { taskId: task.id });
  await sign(answer === 'refused' ? 'refused' : 'acknowledged')(trx, closing);
}
