import { sql } from 'kysely';
import type { Trx } from '../db/in-transaction.ts';

/** What the record knows of somebody's year when a form about it opens. */
export interface KnownBefore {
  readonly evaluationId: string;
  /** Hash of the pinned pack, hexadecimal. */
  readonly sha256: string;
  /** Goals in force. */
  readonly goalIds: readonly string[];
  /** The first actions in force. */
  readonly actions: readonly string[];
  /** Of the self-assessment that was handed in; null: none was. */
  readonly taskId: string | null;
  readonly content: unknown;
}

const ACTIONS = 3;

/** By evaluation. */
export async function knownBefore(trx: Trx, evaluationIds: readonly string[]): Promise<ReadonlyMap<string, KnownBefore>> {
  if (evaluationIds.length === 0) return new Map();
  const { rows } = await sql<KnownBefore>`
    select e.id "evaluationId", encode(k.sha256, 'hex') sha256, a.id "taskId", s.content,
           array(select g.key
                   from goal g
                  where g.evaluation_id = e.id and g.replaced_at is null
                  order by g.id) "goalIds",
           array(select c.what from coaching_action c
                  where c.evaluation_id = e.id and c.replaced_at is null order by c.id limit ${ACTIONS}) actions
      from evaluation e
      join cycle y on y.id = e.cycle_id
      join policy_pack k on k.id = y.policy_pack_id
      left join lateral (
        select t.id
          from process_run p
          join task t on t.process_run_id = p.id and t.kind = 'self-assessment.write' and t.outcome = 'done'
         where p.evaluation_id = e.id and p.state <> 'void'
         order by t.id desc limit 1) a on true
      left join submission s on s.task_id = a.id
     where e.id = any (${evaluationIds}::bigint[])`.execute(trx);
  return new Map(rows.map((row) => [row.evaluationId, row]));
}
