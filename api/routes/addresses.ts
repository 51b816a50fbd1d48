import type { FastifyInstance } from 'fastify';
import { answerAddressChange } from '../../commands/answer-address-change.ts';
import { confirmAddresses } from '../../commands/confirm-addresses.ts';
import { addressRoutes as routes } from '../../contracts/api/addresses.ts';
import { unansweredChanges } from '../../db/reading/address-changes.ts';
import { ROLES } from '../../domain/permissions.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';

export function addAddressRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  serve(app, routes.answerAddressChange, {
    handle: async ({ body }) => {
      await answerAddressChange(db, body);
      return null;
    },
  });

  serve(app, routes.listAddressChanges, {
    handle: async ({ caller }) => {
      const rows = await unansweredChanges(db, caller.employeeId);
      return { items: rows.map((row) => ({ ...row, roles: ROLES.filter((role) => row.roles.includes(role)) })) };
    },
  });

  serve(app, routes.confirmAddresses, {
    handle: ({ body: { ids }, caller }) => confirmAddresses(db, { changeIds: ids, actorId: caller.employeeId }),
  });
}
