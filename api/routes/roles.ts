import type { FastifyInstance } from 'fastify';
import { type RoleRequestView, roleRoutes as routes } from '../../contracts/api/roles.ts';
import { approveRole, mayDecideRole, requestRole, undoRole } from '../../commands/role-requests.ts';
import type { Db } from '../../db/connection.ts';
import { type ListedRoleRequest, listRoleRequests, listRoles } from '../../db/reading/roles.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import type { SignedIn } from '../session-store.ts';
import { askedOfTwoView } from '../views/asked-of-two.ts';
import { afterCursor, pageFrom } from '../views/page.ts';

export function addRoleRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  const shown = async (id: string, reader: SignedIn): Promise<RoleRequestView> => {
    const [found] = await listRoleRequests(db, { limit: 1, id });
    if (found === undefined) throw new DomainError('not-found');
    return viewOf(db, found, reader);
  };

  serve(app, routes.listRoles, { handle: async () => ({ items: [...(await listRoles(db))] }) });

  serve(app, routes.requestRole, {
    handle: async ({ body, caller }) => shown((await requestRole(db, { ...body, actorId: caller.employeeId })).id, caller),
  });

  serve(app, routes.listRoleRequests, {
    handle: async ({ query: { cursor, limit }, caller }) => {
      const { rows, next } = pageFrom(await listRoleRequests(db, { limit, after: afterCursor(cursor) }), limit);
      return { items: await Promise.all(rows.map((row) => viewOf(db, row, caller))), next };
    },
  });

  serve(app, routes.approveRole, {
    handle: async ({ params, caller }) => {
      await approveRole(db, { requestId: params.id, actorId: caller.employeeId });
      return shown(params.id, caller);
    },
  });

  serve(app, routes.undoRole, {
    handle: async ({ params, caller }) => {
      await undoRole(db, { requestId: params.id, actorId: caller.employeeId });
      return shown(params.id, caller);
    },
  });
}

async function viewOf(db: Db, row: ListedRoleRequest, reader: SignedIn): Promise<RoleRequestView> {
  const { employeeId, requesterId, employee, role, grants, roles, address, addressBy } = row;
  const view = await askedOfTwoView(row, reader, () => mayDecideRole(db, { employeeId, requesterId }, reader.employeeId));
  return { ...view, employee, role, grants, roles: [...roles], address, addressBy };
}
