import { sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import { isReadable } from './handed-in.ts';
import { isReadableScore } from './stored-inputs.ts';

/** Somebody about whom an answer was handed in that can no longer be read. */
export interface UnreadableAnswer {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly evaluationId: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly unit: string;
  readonly grade: string | null;
}

const PAGE = 1_000;

/** All of them in a cycle that is not published, by task: of each kind the last that was done in a live process; and ratings of which the score's inputs are. */
export async function unreadableAnswers(db: Db | Trx, cycleId: string): Promise<readonly UnreadableAnswer[]> {
  const answers = await unreadableForms(db, cycleId);
  const known = new Set(answers.map(({ taskId }) => taskId));
  return [...answers, ...(await unreadableScores(db, cycleId)).filter(({ taskId }) => !known.has(taskId))];
}

async function unreadableForms(db: Db | Trx, cycleId: string): Promise<readonly UnreadableAnswer[]> {
  const found: UnreadableAnswer[] = [];
  for (let after = '0'; ;) {
    const { rows } = await sql<UnreadableAnswer & { content: unknown }>`
      select t.id "taskId", t.kind, e.id "evaluationId", m.employee_no "employeeNo", e.name, e.unit_name unit, e.grade, s.content
        from cycle c
        join evaluation e on e.cycle_id = c.id and e.state = 'enrolled'
        join employee m on m.id = e.employee_id
        join process_run p on p.evaluation_id = e.id and p.state <> 'void'
        join task t on t.process_run_id = p.id and t.outcome = 'done'
        left join submission s on s.task_id = t.id
       where c.id = ${cycleId} and c.published_at is null and t.id > ${after}
         and not exists (select from task n where n.process_run_id = p.id and n.kind = t.kind and n.seat = t.seat
                            and n.round > t.round and n.outcome = 'done')
       order by t.id limit ${PAGE}`.execute(db);
    for (const { content, ...answer } of rows) if (!isReadable(answer.kind, content)) found.push(answer);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return found;
    after = last.taskId;
  }
}

/** A score stands for the last rating that was handed in, of which it was made. */
async function unreadableScores(db: Db | Trx, cycleId: string): Promise<readonly UnreadableAnswer[]> {
  const found: UnreadableAnswer[] = [];
  for (let after = '0'; ;) {
    const { rows } = await sql<UnreadableAnswer & { runId: string; inputs: unknown }>`
      select p.id "runId", t.id "taskId", t.kind, e.id "evaluationId", m.employee_no "employeeNo",
             e.name, e.unit_name unit, e.grade, s.inputs
        from cycle c
        join evaluation e on e.cycle_id = c.id and e.state = 'enrolled'
        join employee m on m.id = e.employee_id
        join process_run p on p.evaluation_id = e.id and p.state <> 'void'
        join score s on s.process_run_id = p.id
        join lateral (
          select k.id, k.kind from task k
           where k.process_run_id = p.id and k.kind = 'rating.write' and k.outcome = 'done'
           order by k.round desc limit 1) t on true
       where c.id = ${cycleId} and c.published_at is null and p.id > ${after}
       order by p.id limit ${PAGE}`.execute(db);
    for (const { inputs, runId: _, ...answer } of rows) if (!isReadableScore(inputs)) found.push(answer);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return found;
    after = last.runId;
  }
}
