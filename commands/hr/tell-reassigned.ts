import { sql } from 'kysely';
import { type BulkMail, queueMails } from '../../db/bulk-mails.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { FIRST_MAIL_WAITS_MS } from '../../domain/cycle/first-mail.ts';
import type { TaskRole } from '../../domain/tasks/kinds.ts';
import { mailsToAssignees, type ToldTask } from './tell.ts';

/** One evaluation, task or place in a committee that went from one person to another. */
export interface Handed {
  readonly role: TaskRole;
  /** Of the evaluation, the task or the group. */
  readonly id: string;
  readonly beforeId: string | null;
  /** Whose evaluation it is, and who is told; null: a group's, or nobody. */
  readonly ofId: string | null;
  /** One task: who rates and reviews the evaluation stays. */
  readonly asTask?: boolean;
  readonly groupId: string | null;
}

interface TellingReassigned {
  /** Who is in charge now. */
  readonly toId: string;
  readonly handed: readonly Handed[];
  /** What is open, and theirs now: they get a mail about it instead. */
  readonly tasks: readonly ToldTask[];
}

interface Ordered {
  readonly cycleId: string;
  readonly requestId: string;
}

type Part = 'before' | 'after' | 'evaluated';
interface Post {
  readonly employeeId: string;
  readonly post: object;
}

/**
 * The one before, the one after and whoever is evaluated each get one mail about all reassignments of a request; it waits as a first mail does, and
 * takes in what the next ones change meanwhile. The last thing that a transaction does. Answers how many were new or taken in.
 */
export async function tellReassigned(
  trx: Trx,
  { cycleId, requestId }: Ordered,
  tellings: readonly TellingReassigned[],
): Promise<number> {
  const mails = (part: Part, posts: readonly Post[]) =>
    [...Map.groupBy(posts, ({ employeeId }) => employeeId)].map(([employeeId, own]): BulkMail => ({
      key: `reassigned.${part}/${cycleId}/${employeeId}/${requestId}`,
      employeeId,
      mailKind: `reassigned.${part}`,
      details: { posts: own.map(({ post }) => post) },
    }));
  const before = tellings.flatMap(({ toId, handed }) =>
    handed.flatMap(({ role, id, beforeId }) =>
      beforeId === null || beforeId === toId ? [] : [{ employeeId: beforeId, post: { role, id, toId } }],
    ),
  );
  const after = tellings.flatMap(({ toId, handed, tasks }) =>
    tasks.length > 0 ? [] : handed.map(({ role, id }) => ({ employeeId: toId, post: { role, id } })),
  );
  const evaluated = await whoIsEvaluated(
    trx,
    tellings.flatMap(({ toId, handed }) => handed.map((one) => ({ ...one, toId }))),
  );
  const tasks = tellings.flatMap((telling) => telling.tasks);
  return queueMails(trx, {
    cycleId,
    waitsMs: FIRST_MAIL_WAITS_MS,
    mails: [
      ...mailsToAssignees({ cycleId, mailKind: 'task.assigned', requestId, tasks }),
      ...mails('before', before),
      ...mails('after', after),
      ...mails('evaluated', evaluated),
    ],
  });
}

/** Whose evaluation it is, and everybody of a group whose committee it is. */
async function whoIsEvaluated(trx: Trx, handed: readonly (Handed & { readonly toId: string })[]): Promise<readonly Post[]> {
  const ofGroups = handed.filter(({ ofId, groupId }) => ofId === null && groupId !== null);
  const { rows } = await sql<{ employeeId: string; role: TaskRole }>`
    select e.employee_id "employeeId", x.role
      from (select distinct "groupId", role
              from jsonb_to_recordset(${JSON.stringify(ofGroups)}::jsonb) as g("groupId" bigint, role text)) x
      join evaluation e on e.rating_group_id = x."groupId" and e.state = 'enrolled'
     order by e.employee_id`.execute(trx);
  const own = handed.flatMap(({ ofId, role, asTask, id, toId }) =>
    ofId === null ? [] : [{ employeeId: ofId, post: asTask === true ? { role, id, toId } : { role } }],
  );
  return [...own, ...rows.map(({ employeeId, role }) => ({ employeeId, post: { role } }))];
}
