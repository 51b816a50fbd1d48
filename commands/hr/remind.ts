import { sql } from 'kysely';
import { queueMails } from '../../db/bulk-mails.ts';
import type { Db } from '../../db/connection.ts';
import { getCycle } from '../../db/cycles.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { selectedTasks } from '../../db/selection.ts';
import { isNoneOf, runsHeldBack } from '../../db/tells-level.ts';
import { localDate } from '../../domain/cycle/instants.ts';
import { mailKindOf, type TaskKind } from '../../domain/tasks/kinds.ts';
import type { CommandContext, HrCommand } from './command.ts';

/**
 * Reminds whoever has an open task, once per person and day, in the thread of the task that is due first; but of no task of which the asker is not told.
 */
export const remind: HrCommand<'remind'> = {
  async preview(db, context) {
    const due = await firstDue(db, context);
    return { affected: due.length, details: { tasks: due.reduce((sum, { n }) => sum + Number(n), 0) } };
  },

  async execute(trx, context) {
    const { cycleId, requestId } = context;
    const { now, time_zone } = await getCycle(trx, cycleId);
    const today = localDate(now, time_zone);
    const due = await firstDue(trx, context);
    const mails = due.map(({ taskId, assigneeId, phase, kind, round }) => ({
      key: `remind/${cycleId}/${assigneeId}/${today}`,
      employeeId: assigneeId,
      phase,
      taskId,
      mailKind: mailKindOf(kind, round),
      details: { reminder: true, requestId },
    }));
    const reminded = await queueMails(trx, { cycleId, waitsMs: 0, mails });
    return { reminded, remindedToday: mails.length - reminded };
  },
};

interface Due {
  readonly taskId: string;
  readonly assigneeId: string;
  readonly phase: string;
  readonly kind: TaskKind;
  readonly round: number;
  readonly n: string;
}

async function firstDue(db: Db | Trx, { cycleId, selection, actorId }: CommandContext<'remind'>): Promise<readonly Due[]> {
  const heldBack = await runsHeldBack(db, { cycleId, readerId: actorId });
  const { rows } = await sql<Due>`
    select distinct on (t.assignee_id)
           t.id "taskId", t.assignee_id "assigneeId", p.phase, t.kind, t.round,
           count(*) over (partition by t.assignee_id) n
      from task t
      join process_run p on p.id = t.process_run_id
      left join evaluation e on e.id = p.evaluation_id
     where t.outcome is null and p.state = 'open' and p.paused_at is null
       and ${selectedTasks(cycleId, selection)} and ${isNoneOf(sql`p.id`, heldBack)}
     order by t.assignee_id, t.due_at, t.id`.execute(db);
  return rows;
}
