import type { FastifyInstance } from 'fastify';
import { answerAddressChange } from '../../commands/answer-address-change.ts';
import { confirmAddresses } from '../../commands/confirm-addresses.ts';
import { ownAddresses } from '../../commands/own-accounts.ts';
import { addressRoutes as routes } from '../../contracts/api/addresses.ts';
import { unansweredChanges } from '../../db/reading/address-changes.ts';
import { ROLES } from '../../domain/permissions.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import { afterCursor, pageFrom } from '../views/page.ts';

export function addAddressRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  serve(app, routes.answerAddressChange, {
    handle: async ({ body }) => {
      await answerAddressChange(db, body);
      return null;
    },
  });

  serve(app, routes.listAddressChanges, {
    handle: async ({ query: { cursor, limit }, caller }) => {
      const asked = { readerId: caller.employeeId, limit, after: afterCursor(cursor) };
      const { rows, next } = pageFrom(await unansweredChanges(db, asked), limit);
      const employeeIds = rows.map(({ employeeId }) => employeeId);
      const own = await ownAddresses(db, { actorId: caller.employeeId, employeeIds });
      return {
        items: rows.map(({ employeeId, sort: _, ...row }) => ({
          ...row,
          roles: ROLES.filter((role) => row.roles.includes(role)),
          mayConfirm: row.mayConfirm && !own.has(employeeId),
        })),
        next,
      };
    },
  });

  serve(app, routes.confirmAddresses, {
    handle: ({ body: { ids }, caller }) => confirmAddresses(db, { changeIds: ids, actorId: caller.employeeId }),
  });
}
