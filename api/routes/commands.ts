import type { FastifyInstance } from 'fastify';
import { type ShownRequest, commandRoutes as routes } from '../../contracts/api/commands.ts';
import { lookAtRequest } from '../../commands/look-at-request.ts';
import {
  approveCommand,
  mayDecide,
  previewCommand,
  previewCorrection,
  requestCommand,
  undoCommand,
} from '../../commands/run-request.ts';
import type { Db } from '../../db/connection.ts';
import { type ListedRequest, listRequests } from '../../db/reading/requests.ts';
import { DomainError } from '../../domain/errors.ts';
import { purposeOf } from '../../domain/permissions.ts';
import { loggedCorrection, logLevel } from '../correction-access.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import type { SignedIn } from '../session-store.ts';
import { afterCursor, pageFrom } from '../views/page.ts';

export function addCommandRoutes(app: FastifyInstance, { db, bulk }: ApiDeps): void {
  const shown = async (id: string, reader: SignedIn): Promise<ShownRequest> => {
    const [found] = await listRequests(db, { limit: 1, id });
    if (found === undefined) throw new DomainError('not-found');
    return requestViewOf(db, found, reader);
  };

  serve(app, routes.previewCommand, {
    handle: ({ body, caller }) => previewCommand(bulk, { ...body, actorId: caller.employeeId }),
  });

  serve(app, routes.previewCorrection, {
    handle: async (call) => {
      const { body, caller, query } = call;
      const look = { command: body, purpose: query.purpose };
      return loggedCorrection(db, call, {
        ...look,
        preview: () => previewCorrection(bulk, { ...body, actorId: caller.employeeId }),
      });
    },
  });

  serve(app, routes.lookAtCommand, {
    handle: async (call) => {
      const { params, caller } = call;
      const request = await shown(params.id, caller);
      if (request.state !== 'waits-for-approval') throw new DomainError('command-already-decided', { requestId: params.id });
      const look = { command: request, purpose: purposeOf(request.reason) };
      return loggedCorrection(db, call, {
        ...look,
        preview: () => lookAtRequest(bulk, { requestId: params.id, actorId: caller.employeeId }),
      });
    },
  });

  serve(app, routes.requestCommand, {
    handle: async (call) => {
      const { body, caller } = call;
      await logLevel(db, call, { command: body, purpose: purposeOf(body.reason) });
      return shown((await requestCommand(bulk, { ...body, actorId: caller.employeeId })).id, caller);
    },
  });

  serve(app, routes.listCommands, {
    handle: async ({ query: { cursor, limit, cycleId }, caller }) => {
      const { rows, next } = pageFrom(await listRequests(db, { limit, cycleId, after: afterCursor(cursor) }), limit);
      return { items: await Promise.all(rows.map((row) => requestViewOf(db, row, caller))), next };
    },
  });

  serve(app, routes.approveCommand, {
    handle: async ({ params, caller }) =>
      shown((await approveCommand(bulk, { requestId: params.id, actorId: caller.employeeId })).id, caller),
  });

  serve(app, routes.undoCommand, {
    handle: async ({ params, caller }) =>
      shown((await undoCommand(db, { requestId: params.id, actorId: caller.employeeId })).id, caller),
  });
}

async function requestViewOf(db: Db, listed: ListedRequest, reader: SignedIn): Promise<ShownRequest> {
  const { row, requestedBy, approvedBy, undoneBy } = listed;
  const decides = reader.roles.includes('hr') || reader.roles.includes('hr-approver');
  const may = decides ? await mayDecide(db, row, reader.employeeId) : { approve: false, undo: false };
  return { ...row, requestedBy, approvedBy, undoneBy, mayApprove: may.approve, mayUndo: may.undo };
}
