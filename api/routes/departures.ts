import type { FastifyInstance } from 'fastify';
import { type DepartureRequestView, departureRoutes as routes } from '../../contracts/api/departures.ts';
import { approveDeparture, mayDecideDeparture, requestDeparture, undoDeparture } from '../../commands/departure-requests.ts';
import { previewDeparture, withLying } from '../../commands/preview-departure.ts';
import type { Db } from '../../db/connection.ts';
import { leavingPeople, type ListedDeparture, listDepartures } from '../../db/reading/departures.ts';
import { DomainError } from '../../domain/errors.ts';
import { HR_ROLES } from '../../domain/permissions.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import type { SignedIn } from '../session-store.ts';
import { afterCursor, pageFrom } from '../views/page.ts';

export function addDepartureRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  const shown = async (id: string, reader: SignedIn): Promise<DepartureRequestView> => {
    const [found] = await listDepartures(db, { limit: 1, id });
    if (found === undefined) throw new DomainError('not-found');
    return viewOf(db, found, reader);
  };

  serve(app, routes.previewDeparture, {
    handle: ({ body, caller }) => previewDeparture(db, { ...body, actorId: caller.employeeId }),
  });

  serve(app, routes.requestDeparture, {
    handle: async ({ body, caller }) => shown((await requestDeparture(db, { ...body, actorId: caller.employeeId })).id, caller),
  });

  serve(app, routes.listDepartures, {
    handle: async ({ query: { cursor, limit }, caller }) => {
      const { rows, next } = pageFrom(await listDepartures(db, { limit, after: afterCursor(cursor) }), limit);
      return { items: await Promise.all(rows.map((row) => viewOf(db, row, caller))), next };
    },
  });

  serve(app, routes.approveDeparture, {
    handle: async ({ params, caller }) => {
      await approveDeparture(db, { requestId: params.id, actorId: caller.employeeId });
      return shown(params.id, caller);
    },
  });

  serve(app, routes.undoDeparture, {
    handle: async ({ params, caller }) => {
      await undoDeparture(db, { requestId: params.id, actorId: caller.employeeId });
      return shown(params.id, caller);
    },
  });
}

async function viewOf(db: Db, row: ListedDeparture, reader: SignedIn): Promise<DepartureRequestView> {
  const { sort: _, employeeIds, requesterId, needsApproval: __, ...told } = row;
  const state = stateOf(row);
  const waits = state === 'waits-for-approval';
  const decides = waits && reader.roles.some((role) => HR_ROLES.includes(role));
  const may = decides
    ? await mayDecideDeparture(db, { employeeIds, requesterId }, reader.employeeId)
    : { approve: false, undo: false };
  const people = await leavingPeople(db, employeeIds);
  return {
    ...told,
    people: waits ? await withLying(db, people) : people.map((person) => ({ ...person, roles: [...person.roles], lies: [] })),
    state,
    mayApprove: may.approve,
    mayUndo: may.undo,
  };
}

function stateOf({ needsApproval, approvedAt, undoneAt }: ListedDeparture): DepartureRequestView['state'] {
  if (undoneAt !== null) return 'undone';
  return needsApproval && approvedAt === null ? 'waits-for-approval' : 'executed';
}
