import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import type { TaskKind } from '../domain/tasks/kinds.ts';
import { isReadable } from './handed-in.ts';
import { isReadableResult, isReadableScore } from './stored-inputs.ts';

/** Somebody about whom an answer was handed in that can no longer be read, or what was made of it. */
export interface UnreadableAnswer {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly evaluationId: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly unit: string;
  readonly grade: string | null;
}

/**
 * All of them in a cycle that is not published: of each kind of task the last that was done in a live process; ratings of which the score's inputs are, and
 * decisions of a committee of which a result's are.
 */
export async function unreadableAnswers(db: Db | Trx, cycleId: string): Promise<readonly UnreadableAnswer[]> {
  const answers = await unreadable(db, formsOf(cycleId), ({ kind, content }) => isReadable(kind, content));
  const known = new Set(answers.map(({ taskId }) => taskId));
  const scores = await unreadable(db, scoresOf(cycleId), ({ content }) => isReadableScore(content));
  const results = await unreadable(db, resultsOf(cycleId), ({ content }) => isReadableResult(content));
  return [...answers, ...scores.filter(({ taskId }) => !known.has(taskId)), ...results];
}

interface Stored extends UnreadableAnswer {
  /** Of what is stored: the rows come by it. */
  readonly id: string;
  readonly content: unknown;
}

const PAGE = 1_000;

async function unreadable(
  db: Db | Trx,
  stored: RawBuilder<Stored>,
  canBeRead: (one: Stored) => boolean,
): Promise<readonly UnreadableAnswer[]> {
  const found: UnreadableAnswer[] = [];
  for (let after = '0'; ;) {
    const { rows } = await sql<Stored>`
      select * from (${stored}) x where x.id > ${after} order by x.id limit ${PAGE}`.execute(db);
    for (const { id: _, content, ...answer } of rows.filter((one) => !canBeRead(one))) found.push(answer);
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return found;
    after = last.id;
  }
}

const WHOSE = sql`e.id "evaluationId", m.employee_no "employeeNo", e.name, e.unit_name unit, e.grade`;

function enrolledIn(cycleId: string): RawBuilder<unknown> {
  return sql`
    (select e.* from cycle c join evaluation e on e.cycle_id = c.id and e.state = 'enrolled'
      where c.id = ${cycleId} and c.published_at is null) e
    join employee m on m.id = e.employee_id`;
}

function formsOf(cycleId: string): RawBuilder<Stored> {
  return sql`
    select t.id, t.id "taskId", t.kind, ${WHOSE}, s.content
      from ${enrolledIn(cycleId)}
      join process_run p on p.evaluation_id = e.id and p.state <> 'void'
      join task t on t.process_run_id = p.id and t.outcome = 'done'
      left join submission s on s.task_id = t.id
     where not exists (
           select from task n
            where n.process_run_id = p.id and n.kind = t.kind and n.seat = t.seat
              and n.round > t.round and n.outcome = 'done')`;
}

/** A score stands for the last rating that was handed in, of which it was made. */
function scoresOf(cycleId: string): RawBuilder<Stored> {
  return sql`
    select p.id, t.id "taskId", t.kind, ${WHOSE}, s.inputs content
      from ${enrolledIn(cycleId)}
      join process_run p on p.evaluation_id = e.id and p.state <> 'void'
      join score s on s.process_run_id = p.id
      join lateral (
        select k.id, k.kind from task k
         where k.process_run_id = p.id and k.kind = 'rating.write' and k.outcome = 'done'
         order by k.round desc limit 1) t on true`;
}

/** A result stands for the chair's decision. */
function resultsOf(cycleId: string): RawBuilder<Stored> {
  return sql`
    select r.id, t.id "taskId", t.kind, ${WHOSE}, r.inputs content
      from ${enrolledIn(cycleId)}
      join result r on r.evaluation_id = e.id and r.void_at is null
      join lateral (
        select k.id, k.kind from task k
         where k.process_run_id = r.calibration_run_id and k.kind = 'calibration.lock'
         order by k.round desc limit 1) t on true`;
}
