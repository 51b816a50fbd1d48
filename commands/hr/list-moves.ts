import { sql } from 'kysely';
import type { Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { selectedEvaluations } from '../../db/selection.ts';
import type { OpenTask } from './hand-over.ts';
import { kindsOf } from './rates-and-reviews.ts';

/** An evaluation that gets another rater or reviewer, as the list of people names one now. */
export interface ListMove {
  readonly as: 'rater' | 'reviewer';
  readonly evaluationId: string;
  readonly ofId: string;
  readonly ofNo: string;
  readonly groupId: string | null;
  readonly beforeId: string | null;
  /** Who rates and reviews until then. */
  readonly aboveIds: readonly string[];
  readonly toId: string;
  readonly toNo: string;
  readonly toName: string;
  /** Whoever it goes to is the person evaluated, by another account or the same. */
  readonly isOwn: boolean;
  /** One person would rate and review, by one account or two, or has a task of the other part for once that stays theirs. */
  readonly isBoth: boolean;
}

interface Selected {
  readonly cycleId: string;
  readonly selection: Selection;
}

/** Of the selected evaluations, by role and evaluation. Where the list names nobody, who is there stays. */
export async function listMoves(db: Db | Trx, { cycleId, selection }: Selected): Promise<readonly ListMove[]> {
  const { rows } = await sql<ListMove>`
    select x."as", e.id "evaluationId", e.employee_id "ofId", m.employee_no "ofNo", e.rating_group_id "groupId",
           x.now_id "beforeId",
           array_remove(array[e.rater_id::text, e.reviewer_id::text], null) "aboveIds",
           a.id "toId", a.employee_no "toNo", a.name "toName",
           mailbox_of(a.email) = mailbox_of(m.email) "isOwn",
           exists (select from employee r, employee v
                    where r.id = coalesce(m.rater_id, e.rater_id) and v.id = coalesce(m.reviewer_id, e.reviewer_id)
                      and mailbox_of(r.email) = mailbox_of(v.email))
           or exists (select from process_run p
                        join task t on t.process_run_id = p.id
                        join employee h on h.id = t.assignee_id
                       where p.evaluation_id = e.id and p.state in ('open', 'failed')
                         and t.kind = any (x.other_kinds) and mailbox_of(h.email) = mailbox_of(a.email)
                         and (t.outcome is not null or x.other_stays)) "isBoth"
      from evaluation e
      join employee m on m.id = e.employee_id
     cross join lateral (
       values ('rater', e.rater_id, m.rater_id, ${kindsOf('reviewer')}::text[],
               m.reviewer_id is null or m.reviewer_id is not distinct from e.reviewer_id),
              ('reviewer', e.reviewer_id, m.reviewer_id, ${kindsOf('rater')}::text[],
               m.rater_id is null or m.rater_id is not distinct from e.rater_id))
       x ("as", now_id, list_id, other_kinds, other_stays)
      join employee a on a.id = x.list_id
     where e.state = 'enrolled' and x.now_id is distinct from x.list_id and ${selectedEvaluations(cycleId, selection)}
     order by x."as", e.id`.execute(db);
  return rows;
}

/** What is open of these roles, each with whose it becomes. */
export async function tasksOfMoves(
  db: Db | Trx,
  moves: readonly ListMove[],
): Promise<readonly (OpenTask & { readonly to: string; readonly as: ListMove['as'] })[]> {
  const asked = moves.map(({ as, evaluationId, toId }) => ({ as, evaluationId, toId, kinds: kindsOf(as) }));
  const { rows } = await sql<OpenTask & { readonly to: string; readonly as: ListMove['as'] }>`
    select t.id, t.process_run_id, t.kind, t.round, t.seat, p.phase, p.evaluation_id, e.employee_id,
           coalesce(t.leads, false) leads, x."toId" "to", x."as"
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) x ("as" text, "evaluationId" bigint, "toId" bigint,
                                                                  kinds jsonb)
      join evaluation e on e.id = x."evaluationId"
      join process_run p on p.evaluation_id = e.id and p.state in ('open', 'failed')
      join task t on t.process_run_id = p.id and t.outcome is null and x.kinds ? t.kind
     where t.assignee_id is distinct from x."toId"
     order by t.id`.execute(db);
  return rows;
}
