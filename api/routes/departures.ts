import type { FastifyInstance } from 'fastify';
import { type DepartureRequestView, type LeavingView, departureRoutes as routes } from '../../contracts/api/departures.ts';
import type { Route } from '../../contracts/api/route.ts';
import { approveDeparture, mayDecideDeparture, requestDeparture, undoDeparture } from '../../commands/departure-requests.ts';
import { previewDeparture, withLying } from '../../commands/preview-departure.ts';
import type { Db } from '../../db/connection.ts';
import { leavingPeople, type ListedDeparture, listDepartures, runningEvaluations } from '../../db/reading/departures.ts';
import { logAccess } from '../../db/reading/relations.ts';
import { DomainError } from '../../domain/errors.ts';
import { accessBy } from '../access.ts';
import type { ApiDeps } from '../deps.ts';
import { type Call, serve } from '../serve.ts';
import type { SignedIn } from '../session-store.ts';
import { askedOfTwoView } from '../views/asked-of-two.ts';
import { afterCursor, pageFrom } from '../views/page.ts';

export function addDepartureRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  const shown = async <R extends Route>(call: Call<R>, listed: readonly ListedDeparture[]): Promise<DepartureRequestView[]> => {
    const views = await Promise.all(listed.map((row) => viewOf(db, row, call.caller)));
    await logLying(
      db,
      call,
      views.flatMap(({ people }) => people),
    );
    return views;
  };
  const shownOne = async <R extends Route>(call: Call<R>, id: string): Promise<DepartureRequestView> => {
    const [view] = await shown(call, await listDepartures(db, { limit: 1, id }));
    if (view === undefined) throw new DomainError('not-found');
    return view;
  };

  serve(app, routes.previewDeparture, {
    handle: async (call) => {
      const preview = await previewDeparture(db, { ...call.body, actorId: call.caller.employeeId });
      await logLying(db, call, preview.people);
      return preview;
    },
  });

  serve(app, routes.requestDeparture, {
    handle: async (call) => shownOne(call, (await requestDeparture(db, { ...call.body, actorId: call.caller.employeeId })).id),
  });

  serve(app, routes.listDepartures, {
    handle: async (call) => {
      const { cursor, limit } = call.query;
      const { rows, next } = pageFrom(await listDepartures(db, { limit, after: afterCursor(cursor) }), limit);
      return { items: await shown(call, rows), next };
    },
  });

  serve(app, routes.approveDeparture, {
    handle: async (call) => {
      await approveDeparture(db, { requestId: call.params.id, actorId: call.caller.employeeId });
      return shownOne(call, call.params.id);
    },
  });

  serve(app, routes.undoDeparture, {
    handle: async (call) => {
      await undoDeparture(db, { requestId: call.params.id, actorId: call.caller.employeeId });
      return shownOne(call, call.params.id);
    },
  });
}

/** What lies with people tells that their own evaluations run: a look at each. */
async function logLying<R extends Route>(db: Db, call: Call<R>, people: readonly LeavingView[]): Promise<void> {
  const own = people.flatMap(({ employeeNo, lies }) =>
    lies.filter((one) => one.own).map(({ cycle }) => ({ employeeNo, cycleId: cycle.id })),
  );
  const evaluationIds = await runningEvaluations(db, own);
  await logAccess(
    db,
    evaluationIds.map((evaluationId) => accessBy(call, { evaluationId, what: 'status' })),
  );
}

async function viewOf(db: Db, row: ListedDeparture, reader: SignedIn): Promise<DepartureRequestView> {
  const { employeeIds, requesterId, leftOn } = row;
  const view = await askedOfTwoView(row, reader, () => mayDecideDeparture(db, { employeeIds, requesterId }, reader.employeeId));
  const people = await leavingPeople(db, employeeIds);
  const told = row.waits
    ? await withLying(db, people)
    : people.map(({ employeeId: _, roles, ...person }) => ({ ...person, roles: [...roles], lies: [] }));
  return { ...view, leftOn, people: told };
}
