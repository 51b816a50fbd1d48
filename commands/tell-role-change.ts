import { randomUUID } from 'node:crypto';
import type { Trx } from '../db/in-transaction.ts';
import { insertNotification, MAIL_URGENCY } from '../db/notifications.ts';
import { HR_ROLES, type Role } from '../domain/permissions.ts';

export interface ToldRole {
  readonly employeeId: string;
  readonly role: Role;
  readonly grants: boolean;
  /** By the command line, without a second person. */
  readonly byOperator: boolean;
}

/** The person and everybody of HR get a mail at once, whoever changed the role by whatever path. The last thing that a transaction does. */
export async function tellRoleChange(trx: Trx, { employeeId, ...change }: ToldRole): Promise<void> {
  const hr = await trx.selectFrom('role_assignment').select('employee_id').distinct().where('role', 'in', HR_ROLES).execute();
  const changeId = randomUUID();
  for (const reader of new Set([employeeId, ...hr.map(({ employee_id }) => employee_id)]))
    await insertNotification(trx, {
      key: `role.changed/${changeId}/${reader}`,
      cycleId: null,
      employeeId: reader,
      mailKind: 'role.changed',
      phase: null,
      taskId: null,
      details: { employeeId, ...change },
      urgency: MAIL_URGENCY.signIn,
      sendAt: null,
    });
}
