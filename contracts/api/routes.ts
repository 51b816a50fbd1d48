import { addressRoutes } from './addresses.ts';
import { changeRoutes } from './changes.ts';
import { commandRoutes } from './commands.ts';
import { cycleRoutes } from './cycles.ts';
import { departureRoutes } from './departures.ts';
import { evaluationRoutes } from './evaluations.ts';
import { operationRoutes } from './operations.ts';
import { packRoutes } from './packs.ts';
import { peopleRoutes } from './people.ts';
import { rehearsalRoutes } from './rehearsals.ts';
import { resultRoutes } from './results.ts';
import { roleRoutes } from './roles.ts';
import type { AnswerOf, GivenBody, GivenQuery } from './route.ts';
import { scoreRoutes } from './score.ts';
import { signInRoutes } from './sign-in.ts';
import { taskRoutes } from './tasks.ts';

/** Every route of the API by name; a type-only import gives a client its types for nothing. */
export const ROUTES = {
  ...signInRoutes,
  ...changeRoutes,
  ...taskRoutes,
  ...resultRoutes,
  ...evaluationRoutes,
  ...cycleRoutes,
  ...packRoutes,
  ...commandRoutes,
  ...peopleRoutes,
  ...addressRoutes,
  ...roleRoutes,
  ...departureRoutes,
  ...rehearsalRoutes,
  ...operationRoutes,
  ...scoreRoutes,
};

export type RouteName = keyof typeof ROUTES;
export type Answer<N extends RouteName> = AnswerOf<(typeof ROUTES)[N]>;
export type Body<N extends RouteName> = GivenBody<(typeof ROUTES)[N]>;
export type Query<N extends RouteName> = GivenQuery<(typeof ROUTES)[N]>;
