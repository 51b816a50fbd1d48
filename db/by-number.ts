import type { Caller } from '../domain/permissions.ts';
import type { Db } from './connection.ts';

export interface Named extends Pick<Caller, 'roles'> {
  readonly id: string;
}

/** Somebody for whom a command line acts, with their roles. Undefined: nobody has this number. */
export async function findByNumber(db: Db, employeeNo: string): Promise<Named | undefined> {
  const rows = await db
    .selectFrom('employee as e')
    .leftJoin('role_assignment as r', 'r.employee_id', 'e.id')
    .select(['e.id', 'r.role'])
    .where('e.employee_no', '=', employeeNo)
    .execute();
  const [first] = rows;
  return first && { id: first.id, roles: rows.flatMap(({ role }) => (role === null ? [] : [role as Caller['roles'][number]])) };
}
