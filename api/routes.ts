import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { addAddressRoutes } from './routes/addresses.ts';
import { addChangeRoutes } from './routes/changes.ts';
import { addCommandRoutes } from './routes/commands.ts';
import { addCycleRoutes } from './routes/cycles.ts';
import { addDepartureRoutes } from './routes/departures.ts';
import { addEvaluationRoutes } from './routes/evaluations.ts';
import { addOperationRoutes } from './routes/operations.ts';
import { addPackRoutes } from './routes/packs.ts';
import { addPeopleRoutes } from './routes/people.ts';
import { addRehearsalRoutes } from './routes/rehearsals.ts';
import { addResultRoutes } from './routes/results.ts';
import { addRoleRoutes } from './routes/roles.ts';
import { addScoreRoutes } from './routes/score.ts';
import { addSignInRoutes } from './routes/sign-in.ts';
import { addTaskRoutes } from './routes/tasks.ts';

const ALL = [
  addSignInRoutes,
  addChangeRoutes,
  addTaskRoutes,
  addEvaluationRoutes,
  addResultRoutes,
  addCycleRoutes,
  addPackRoutes,
  addCommandRoutes,
  addPeopleRoutes,
  addAddressRoutes,
  addRoleRoutes,
  addDepartureRoutes,
  addRehearsalRoutes,
  addOperationRoutes,
  addScoreRoutes,
];

/** Every route of `contracts/api/routes.ts`; a test compares the two lists. */
export function addRoutes(api: FastifyInstance, deps: ApiDeps): void {
  for (const add of ALL) add(api, deps);
}
