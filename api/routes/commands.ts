import type { FastifyInstance } from 'fastify';
import { type ShownRequest, commandRoutes as routes } from '../../contracts/api/commands.ts';
import type { Route } from '../../contracts/api/route.ts';
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
import { runsHeldBack } from '../../db/tells-level.ts';
import { DomainError } from '../../domain/errors.ts';
import { noteOf } from '../../domain/purposes.ts';
import { logCorrections, loggedCorrection, logLevel, withoutLevel } from '../correction-access.ts';
import type { ApiDeps } from '../deps.ts';
import { loggedNames } from '../named-access.ts';
import { type Call, serve } from '../serve.ts';
import type { SignedIn } from '../session-store.ts';
import { afterCursor, pageFrom } from '../views/page.ts';

export function addCommandRoutes(app: FastifyInstance, { db, bulk }: ApiDeps): void {
  const found = async (id: string): Promise<ListedRequest> => {
    const [request] = await listRequests(db, { limit: 1, id });
    if (request === undefined) throw new DomainError('not-found');
    return request;
  };
  const shown = async <R extends Route>(call: Call<R>, listed: readonly ListedRequest[]): Promise<ShownRequest[]> => {
    await logCorrections(
      db,
      call,
      listed.map(({ row }) => row),
    );
    const untold = await cyclesUntold(db, call.caller, listed);
    return Promise.all(
      listed.map(async (one) => {
        const view = await requestViewOf(db, one, call.caller);
        return untold.has(view.cycleId) ? { ...view, outcome: withoutCounts(view.outcome) } : view;
      }),
    );
  };
  const shownOne = async <R extends Route>(call: Call<R>, id: string): Promise<ShownRequest> => {
    const [view] = await shown(call, [await found(id)]);
    if (view === undefined) throw new DomainError('not-found');
    return view;
  };

  serve(app, routes.previewCommand, {
    handle: async (call) => {
      const { body, caller } = call;
      return loggedNames(db, call, await previewCommand(bulk, { ...body, actorId: caller.employeeId }));
    },
  });

  serve(app, routes.previewCorrection, {
    handle: async (call) => {
      const { body, caller, query } = call;
      const look = { command: body, note: query.note };
      return loggedCorrection(db, call, {
        ...look,
        preview: () => previewCorrection(bulk, { ...body, actorId: caller.employeeId }),
      });
    },
  });

  serve(app, routes.lookAtCommand, {
    handle: async (call) => {
      const { params, query, caller } = call;
      const { row: request } = await found(params.id);
      if (request.state !== 'waits-for-approval') throw new DomainError('command-already-decided', { requestId: params.id });
      const look = { command: request, note: noteOf(request.reason) };
      const told = await loggedCorrection(db, call, {
        ...look,
        preview: () => lookAtRequest(bulk, { requestId: params.id, actorId: caller.employeeId, from: query.from }),
      });
      return loggedNames(db, call, told);
    },
  });

  serve(app, routes.requestCommand, {
    handle: async (call) => {
      const { body, caller } = call;
      await logLevel(db, call, { command: body, note: noteOf(body.reason) });
      return shownOne(call, (await requestCommand(bulk, { ...body, actorId: caller.employeeId })).id);
    },
  });

  serve(app, routes.listCommands, {
    handle: async (call) => {
      const { cursor, limit, cycleId } = call.query;
      const { rows, next } = pageFrom(await listRequests(db, { limit, cycleId, after: afterCursor(cursor) }), limit);
      return { items: await shown(call, rows), next };
    },
  });

  serve(app, routes.approveCommand, {
    handle: async (call) => {
      const { params, caller } = call;
      return shownOne(call, (await approveCommand(bulk, { requestId: params.id, actorId: caller.employeeId })).id);
    },
  });

  serve(app, routes.undoCommand, {
    handle: async (call) => {
      const { params, caller } = call;
      return shownOne(call, (await undoCommand(db, { requestId: params.id, actorId: caller.employeeId })).id);
    },
  });
}

/** Cycles in which something of the reader's own is held back: how many an order has reached would tell it. */
async function cyclesUntold(db: Db, { employeeId }: SignedIn, listed: readonly ListedRequest[]): Promise<ReadonlySet<string>> {
  const untold = new Set<string>();
  for (const cycleId of new Set(listed.map(({ row }) => row.cycleId)))
    if ((await runsHeldBack(db, { cycleId, readerId: employeeId })).length > 0) untold.add(cycleId);
  return untold;
}

/** Whether it was refused is told to everybody. */
function withoutCounts(outcome: ShownRequest['outcome']): ShownRequest['outcome'] {
  return outcome === null ? null : 'refused' in outcome ? { refused: outcome['refused'] } : {};
}

async function requestViewOf(db: Db, listed: ListedRequest, reader: SignedIn): Promise<ShownRequest> {
  const { row, requestedBy, approvedBy, undoneBy } = listed;
  const decides = reader.roles.includes('hr') || reader.roles.includes('hr-approver');
  const may = decides ? await mayDecide(db, row, reader.employeeId) : { approve: false, undo: false };
  const people = { requestedBy, approvedBy, undoneBy };
  return { ...row, ...people, arguments: withoutLevel(row), mayApprove: may.approve, mayUndo: may.undo };
}
