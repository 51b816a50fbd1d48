import type { FastifyInstance } from 'fastify';
import { type ShownRequest, commandRoutes as routes } from '../../contracts/api/commands.ts';
import { approveCommand, previewCommand, requestCommand, undoCommand } from '../../commands/run-request.ts';
import { logAccess } from '../../db/reading/relations.ts';
import { type ListedRequest, listRequests } from '../../db/reading/requests.ts';
import { DomainError } from '../../domain/errors.ts';
import { accessBy } from '../access.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import type { SignedIn } from '../session-store.ts';
import { afterCursor, pageFrom } from '../views/page.ts';

export function addCommandRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  const shown = async (id: string, reader: SignedIn): Promise<ShownRequest> => {
    const [found] = await listRequests(db, { limit: 1, id });
    if (found === undefined) throw new DomainError('not-found');
    return requestViewOf(found, reader);
  };

  serve(app, routes.previewCommand, {
    handle: async (call) => {
      const { body, caller, query } = call;
      const { correction, ...preview } = await previewCommand(db, { ...body, actorId: caller.employeeId });
      if (correction === undefined || query.purpose === undefined) return preview;
      const seen = { what: 'correction' as const, purpose: query.purpose };
      await logAccess(
        db,
        correction.people.map(({ evaluationId }) => accessBy(call, { evaluationId, ...seen })),
      );
      return { ...preview, correction };
    },
  });

  serve(app, routes.requestCommand, {
    handle: async ({ body, caller }) => shown((await requestCommand(db, { ...body, actorId: caller.employeeId })).id, caller),
  });

  serve(app, routes.listCommands, {
    handle: async ({ query: { cursor, limit, cycleId }, caller }) => {
      const { rows, next } = pageFrom(await listRequests(db, { limit, cycleId, after: afterCursor(cursor) }), limit);
      return { items: rows.map((row) => requestViewOf(row, caller)), next };
    },
  });

  serve(app, routes.approveCommand, {
    handle: async ({ params, caller }) =>
      shown((await approveCommand(db, { requestId: params.id, actorId: caller.employeeId })).id, caller),
  });

  serve(app, routes.undoCommand, {
    handle: async ({ params, caller }) =>
      shown((await undoCommand(db, { requestId: params.id, actorId: caller.employeeId })).id, caller),
  });
}

function requestViewOf({ row, requestedBy, approvedBy, undoneBy }: ListedRequest, reader: SignedIn): ShownRequest {
  const decides = reader.roles.includes('hr') || reader.roles.includes('hr-approver');
  return {
    ...row,
    requestedBy,
    approvedBy,
    undoneBy,
    mayApprove: decides && row.state === 'waits-for-approval' && row.requestedBy !== reader.employeeId,
    mayUndo: decides && (row.state === 'waits-for-approval' || row.state === 'planned'),
  };
}
