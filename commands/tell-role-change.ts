import { randomUUID } from 'node:crypto';
import { hrIds } from '../db/hr-people.ts';
import type { Trx } from '../db/in-transaction.ts';
import { insertNotices, MAIL_URGENCY } from '../db/notifications.ts';
import type { Role } from '../domain/permissions.ts';

export interface ToldRole {
  readonly employeeId: string;
  readonly role: Role;
  readonly grants: boolean;
  /** By the command line, without a second person. */
  readonly byOperator: boolean;
}

/** The person and everybody of HR get a mail at once, whoever changed the role by whatever path. The last thing that a transaction does. */
export async function tellRoleChange(trx: Trx, { employeeId, ...change }: ToldRole): Promise<void> {
  const changeId = randomUUID();
  await insertNotices(trx, {
    employeeIds: [...new Set([employeeId, ...(await hrIds(trx))])],
    keyOf: (reader) => `role.changed/${changeId}/${reader}`,
    mailKind: 'role.changed',
    details: { employeeId, ...change },
    urgency: MAIL_URGENCY.signIn,
  });
}
