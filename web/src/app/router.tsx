import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { MyTasks } from '../tasks/my-tasks.tsx';
import { TaskPage } from '../tasks/task-page.tsx';
import { AskForLink } from '../sign-in/ask-for-link.tsx';
import { UseLink } from '../sign-in/use-link.tsx';
import { Fault } from './fault.tsx';
import { OpenFrame, SignedInFrame } from './frame.tsx';
import { officeRoutes } from './office-routes.ts';
import { NotFound } from '../ui/page.tsx';

// Staff's way is one file; what only HR, operators and committees open is loaded when they open it.

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Fault });

const open = createRoute({ getParentRoute: () => root, id: 'open', component: OpenFrame });
const signIn = createRoute({
  getParentRoute: () => open,
  path: '/sign-in',
  component: AskForLink,
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search['next'] === 'string' ? { next: search['next'] } : {},
});
const useLink = createRoute({ getParentRoute: () => open, path: '/sign-in/$token', component: UseLink });
const firstHr = createRoute({
  getParentRoute: () => open,
  path: '/first-hr/$token',
  component: lazyRouteComponent(() => import('../sign-in/first-hr.tsx'), 'FirstHr'),
});

const answerAddress = createRoute({
  getParentRoute: () => open,
  path: '/address/$token',
  component: lazyRouteComponent(() => import('../sign-in/answer-address.tsx'), 'AnswerAddress'),
});

const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: SignedInFrame });
const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to send somebody elsewhere
    throw redirect({ to: '/tasks' });
  },
});
const tasks = createRoute({ getParentRoute: () => inside, path: '/tasks', component: MyTasks });
const task = createRoute({ getParentRoute: () => inside, path: '/tasks/$id', component: TaskPage });

const submission = createRoute({
  getParentRoute: () => inside,
  path: '/tasks/$id/submission',
  component: lazyRouteComponent(() => import('../tasks/submission-page.tsx'), 'SubmissionPage'),
});
const goals = createRoute({
  getParentRoute: () => inside,
  path: '/goals',
  component: lazyRouteComponent(() => import('../goals/my-goals.tsx'), 'MyGoals'),
});
const team = createRoute({
  getParentRoute: () => inside,
  path: '/team',
  component: lazyRouteComponent(() => import('../tasks/my-team.tsx'), 'MyTeam'),
});
const results = createRoute({
  getParentRoute: () => inside,
  path: '/results',
  component: lazyRouteComponent(() => import('../result/results-page.tsx'), 'ResultsPage'),
});
const result = createRoute({
  getParentRoute: () => inside,
  path: '/results/$evaluationId',
  component: lazyRouteComponent(() => import('../result/result-page.tsx'), 'ResultPage'),
});

const routeTree = root.addChildren([
  open.addChildren([signIn, useLink, firstHr, answerAddress]),
  inside.addChildren([home, tasks, task, submission, goals, team, results, result, ...officeRoutes(inside)]),
]);

export const router = createRouter({ routeTree, defaultPreload: false, scrollRestoration: false });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
