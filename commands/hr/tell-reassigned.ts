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
  /** Whose evaluation it is; null: a group's. */
  readonly ofId: string | null;
  readonly groupId: string | null;
}

export interface TellingReassigned {
  readonly cycleId: string;
  readonly requestId: string;
  /** Who is in charge now. */
  readonly toId: string;
  readonly handed: readonly Handed[];
  /** What is open, and theirs now: they get a mail about it instead. */
  readonly tasks: readonly ToldTask[];
}

type Part = 'before' | 'after' | 'evaluated';

/**
 * The one before, the one after and whoever is evaluated each get one mail about a reassignment; it waits as a first mail does, and takes in what the
 * next ones change meanwhile. Answers how many were new or taken in.
 */
export async function tellReassigned(trx: Trx, telling: TellingReassigned): Promise<number> {
  const { cycleId, requestId, toId, handed, tasks } = telling;
  const mail = (part: Part, employeeId: string, posts: readonly object[]): BulkMail => ({
    // One request may hand to several people, in several roles: each is told.
    key: `reassigned.${part}/${cycleId}/${employeeId}/${requestId}/${handed[0]?.role ?? ''}/${toId}`,
    employeeId,
    mailKind: `reassigned.${part}`,
    details: { posts },
  });
  const before = [...Map.groupBy(handed, ({ beforeId }) => beforeId)].flatMap(([employeeId, own]) =>
    employeeId === null || employeeId === toId
      ? []
      : [
          mail(
            'before',
            employeeId,
            own.map(({ role, id }) => ({ role, id, toId })),
          ),
        ],
  );
  const after =
    tasks.length > 0 || handed.length === 0
      ? []
      : [
          mail(
            'after',
            toId,
            handed.map(({ role, id }) => ({ role, id })),
          ),
        ];
  const evaluated = [...Map.groupBy(await whoIsEvaluated(trx, handed), ({ employeeId }) => employeeId)].map(([employeeId, own]) =>
    mail(
      'evaluated',
      employeeId,
      own.map(({ role }) => ({ role })),
    ),
  );
  const assigned = mailsToAssignees({ cycleId, mailKind: 'task.assigned', requestId, tasks });
  return queueMails(trx, { cycleId, waitsMs: FIRST_MAIL_WAITS_MS, mails: [...assigned, ...before, ...after, ...evaluated] });
}

interface Evaluated {
  readonly employeeId: string;
  readonly role: TaskRole;
}

/** Whose evaluation it is, and everybody of a group whose committee it is. */
async function whoIsEvaluated(trx: Trx, handed: readonly Handed[]): Promise<readonly Evaluated[]> {
  const ofGroups = handed.filter(({ ofId, groupId }) => ofId === null && groupId !== null);
  const { rows } = await sql<Evaluated>`
    select e.employee_id "employeeId", x.role
      from (select distinct "groupId", role
              from jsonb_to_recordset(${JSON.stringify(ofGroups)}::jsonb) as g("groupId" bigint, role text)) x
      join evaluation e on e.rating_group_id = x."groupId" and e.state = 'enrolled'
     order by e.employee_id`.execute(trx);
  return [...handed.flatMap(({ ofId, role }) => (ofId === null ? [] : [{ employeeId: ofId, role }])), ...rows];
}
