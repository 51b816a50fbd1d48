import type { FastifyInstance } from 'fastify';
import { rehearsalRoutes as routes } from '../../contracts/api/rehearsals.ts';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { rehearsalState } from '../../commands/rehearsal-state.ts';
import { loggedFault } from '../../domain/fault-code.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';

export function addRehearsalRoutes(app: FastifyInstance, { db, bulk, log, mailboxUrl }: ApiDeps): void {
  serve(app, routes.createRehearsal, {
    handle: ({ body, caller }) =>
      createRehearsal(db, {
        name: body.name,
        startsAt: body.now,
        hasMailbox: mailboxUrl !== undefined,
        actorId: caller.employeeId,
      }),
  });

  serve(app, routes.getRehearsal, {
    handle: async ({ params: { id } }) => {
      const state = await rehearsalState(db, id);
      return { ...state, waitingFor: [...state.waitingFor], cycles: [...state.cycles] };
    },
  });

  serve(app, routes.advanceClock, {
    handle: ({ params, body, caller }) =>
      advanceRehearsalClock(bulk, {
        rehearsalId: params.id,
        to: body.to,
        actorId: caller.employeeId,
        onFault: (error, requestId) => {
          log.error({ requestId, ...loggedFault(error) }, 'a due request failed');
        },
      }),
  });
}
