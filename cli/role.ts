import { Argument, type Command } from 'commander';
import { ROLES, type Role } from '../domain/permissions.ts';

/** `dure role`: who is HR, operator, clerk, auditor. Everything else follows from what somebody is to an evaluation. */
export function registerRole(program: Command): void {
  const role = program.command('role').description('grant and revoke roles');
  const ofEmployee = (name: string, description: string) =>
    role.command(name).description(description).argument('<employee-no>').addArgument(new Argument('<role>').choices(ROLES));

  ofEmployee('grant', 'give somebody a role').action(async (employeeNo: string, name: Role) => {
    const { grantRole } = await import('../commands/grant-role.ts');
    const { withAppDatabase } = await import('./with-app-database.ts');
    const { givenAddress } = await import('../db/reading/given-address.ts');
    const { isNew, address, addressBy } = await withAppDatabase(async (db) => ({
      isNew: await grantRole(db, { employeeNo, role: name }),
      ...(await givenAddress(db, employeeNo)),
    }));
    const by = addressBy === null ? 'an operator' : `${addressBy.name} (${addressBy.employeeNo}) of HR`;
    process.stdout.write(isNew ? `${employeeNo} is ${name} now.\n` : `${employeeNo} was ${name} already.\n`);
    process.stdout.write(`Signs in at ${address}, which ${by} has entered.\n`);
  });
  ofEmployee('revoke', 'take a role away').action(async (employeeNo: string, name: Role) => {
    const { revokeRole } = await import('../commands/grant-role.ts');
    const { withAppDatabase } = await import('./with-app-database.ts');
    const was = await withAppDatabase((db) => revokeRole(db, { employeeNo, role: name }));
    process.stdout.write(was ? `${employeeNo} is not ${name} any more.\n` : `${employeeNo} was not ${name}.\n`);
  });
  role
    .command('list')
    .description('who has which role, by number')
    .action(async () => {
      const { withAppDatabase } = await import('./with-app-database.ts');
      const rows = await withAppDatabase((db) =>
        db
          .selectFrom('role_assignment as r')
          .innerJoin('employee as e', 'e.id', 'r.employee_id')
          .select(['e.employee_no', 'r.role'])
          .orderBy('r.role')
          .orderBy('e.employee_no')
          .execute(),
      );
      process.stdout.write(rows.map(({ employee_no, role: name }) => `${name}\t${employee_no}\n`).join(''));
    });
}
