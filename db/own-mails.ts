import { type RawBuilder, sql } from 'kysely';
import { KINDS, TASK_KINDS } from '../domain/tasks/kinds.ts';

const RETURNED = JSON.stringify(Object.fromEntries(TASK_KINDS.map((kind) => [kind, KINDS[kind].returnedMail])));

/**
 * When the assignee of a task `t` (with `cycle_id` and `phase` of its process) last got a mail of its own about it, or gets one before an instant:
 * the mail that asks for it, or one that says that it is theirs now, has another deadline or went up. Null: none since it opened.
 */
export function toldAt(before: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(
    select max(n.send_at) from notification n
     where n.employee_id = t.assignee_id and n.cycle_id = t.cycle_id and n.state not in ('dropped', 'dead')
       and n.send_at >= t.opened_at and n.send_at < ${before}
       and (n.details->'taskIds' @> to_jsonb(t.id::text)
            or (n.phase = t.phase
                and n.mail_kind = case when t.round > 1 then coalesce(${RETURNED}::jsonb->>t.kind, t.kind)
                     else t.kind end)))`;
}
