import type { FastifyInstance } from 'fastify';
import { peopleRoutes as routes } from '../../contracts/api/people.ts';
import { changeAbsence, recordAbsence } from '../../commands/absences.ts';
import { importPeople } from '../../commands/import-people.ts';
import { mendEmail } from '../../commands/mend-email.ts';
import type { Db } from '../../db/connection.ts';
import { listAbsences } from '../../db/reading/absences.ts';
import { type EmployeeRow, listEmployees } from '../../db/reading/employees.ts';
import { DomainError } from '../../domain/errors.ts';
import { ROLES } from '../../domain/permissions.ts';
import type { ApiDeps } from '../deps.ts';
import { FILE_TYPES, MAX_FILE_BYTES } from '../parsing.ts';
import { serve } from '../serve.ts';
import { afterCursor, pageFrom } from '../views/page.ts';

export function addPeopleRoutes(app: FastifyInstance, { db, bulk }: ApiDeps): void {
  serve(app, routes.importPeople, {
    options: { bodyLimit: MAX_FILE_BYTES },
    handle: ({ body, query: { dryRun, onlyGood, encoding }, caller }) => {
      if (!Buffer.isBuffer(body))
        throw new DomainError('invalid-input', { in: 'body', path: '/', reason: 'file-required', types: FILE_TYPES });
      return importPeople(bulk, { file: body, encoding, dryRun, onlyGood, actorId: caller.employeeId });
    },
  });

  serve(app, routes.listEmployees, {
    handle: async ({ query: { cursor, limit, q } }) => {
      const { rows, next } = pageFrom(await listEmployees(db, { limit, q, after: afterCursor(cursor) }), limit);
      return { items: rows.map(employeeViewOf), next };
    },
  });

  serve(app, routes.mendEmployee, {
    handle: async ({ params: { employeeNo }, body: { email }, caller }) => {
      await mendEmail(db, { employeeNo, email, actorId: caller.employeeId });
      return getEmployee(db, employeeNo);
    },
  });

  serve(app, routes.recordAbsence, { handle: ({ body, caller }) => recordAbsence(db, { ...body, actorId: caller.employeeId }) });

  serve(app, routes.listAbsences, {
    handle: async ({ query: { cursor, limit } }) => {
      const { rows, next } = pageFrom(await listAbsences(db, { limit, after: afterCursor(cursor) }), limit);
      return { items: rows.map(({ sort: _, ...row }) => row), next };
    },
  });

  serve(app, routes.changeAbsence, {
    handle: async ({ params: { id }, body: { toOn }, caller }) => {
      await changeAbsence(db, { absenceId: id, toOn, actorId: caller.employeeId });
      return { id };
    },
  });
}

function employeeViewOf(row: EmployeeRow) {
  return { ...row, roles: ROLES.filter((role) => row.roles.includes(role)) };
}

/** @throws DomainError 'not-found' */
async function getEmployee(db: Db, employeeNo: string) {
  const [row] = await listEmployees(db, { limit: 1, employeeNo });
  if (row === undefined) throw new DomainError('not-found');
  return employeeViewOf(row);
}
