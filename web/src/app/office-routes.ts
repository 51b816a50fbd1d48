import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AnyRoute } from '@tanstack/react-router';
import { peopleSearch } from '../hr/people-search.ts';
import { onlyFor } from './only-for.tsx';

/** Pages of HR, operators and committees: each is loaded when it is opened. */
export function officeRoutes<P extends AnyRoute>(inside: P) {
  const page = { getParentRoute: () => inside };
  return [
    createRoute({
      ...page,
      path: '/hr',
      component: onlyFor(
        'cycle.list',
        lazyRouteComponent(() => import('../hr/cycles-page.tsx'), 'CyclesPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/new',
      component: onlyFor(
        'cycle.create',
        lazyRouteComponent(() => import('../hr/new-cycle-page.tsx'), 'NewCyclePage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/import',
      component: onlyFor(
        'people.import',
        lazyRouteComponent(() => import('../hr/import-page.tsx'), 'ImportPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/addresses',
      component: onlyFor(
        'address.list',
        lazyRouteComponent(() => import('../hr/addresses-page.tsx'), 'AddressesPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/absences',
      component: onlyFor(
        'people.absence',
        lazyRouteComponent(() => import('../hr/absences-page.tsx'), 'AbsencesPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/packs',
      component: onlyFor(
        'pack.list',
        lazyRouteComponent(() => import('../packs/packs-page.tsx'), 'PacksPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/packs/new',
      component: onlyFor(
        'pack.load',
        lazyRouteComponent(() => import('../packs/new-pack-page.tsx'), 'NewPackPage'),
      ),
      validateSearch: (search: Record<string, unknown>): { from?: string } =>
        typeof search['from'] === 'string' ? { from: search['from'] } : {},
    }),
    createRoute({
      ...page,
      path: '/hr/packs/$sha256',
      component: onlyFor(
        'pack.read',
        lazyRouteComponent(() => import('../packs/pack-page.tsx'), 'PackPage'),
      ),
      validateSearch: (search: Record<string, unknown>): { against?: string } =>
        typeof search['against'] === 'string' ? { against: search['against'] } : {},
    }),
    createRoute({
      ...page,
      path: '/hr/roles',
      component: onlyFor(
        'role.list',
        lazyRouteComponent(() => import('../hr/roles-page.tsx'), 'RolesPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/requests',
      component: onlyFor(
        'command.list',
        lazyRouteComponent(() => import('../hr/requests-page.tsx'), 'RequestsPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/cycles/$id',
      component: onlyFor(
        'cycle.board',
        lazyRouteComponent(() => import('../hr/control-room-page.tsx'), 'ControlRoomPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/cycles/$id/launch',
      component: onlyFor(
        'cycle.preview-launch',
        lazyRouteComponent(() => import('../hr/launch-page.tsx'), 'LaunchPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/cycles/$id/people',
      component: onlyFor(
        'cycle.people',
        lazyRouteComponent(() => import('../hr/people-page.tsx'), 'PeoplePage'),
      ),
      validateSearch: peopleSearch,
    }),
    createRoute({
      ...page,
      path: '/hr/cycles/$id/people/$evaluationId',
      component: onlyFor(
        'cycle.timeline',
        lazyRouteComponent(() => import('../hr/timeline-page.tsx'), 'TimelinePage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/cycles/$id/people/$evaluationId/correction',
      component: onlyFor(
        'command.request',
        lazyRouteComponent(() => import('../hr/correction-page.tsx'), 'CorrectionPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/cycles/$id/committees',
      component: onlyFor(
        'command.request',
        lazyRouteComponent(() => import('../hr/committees-page.tsx'), 'CommitteesPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/cycles/$id/handovers',
      component: onlyFor(
        'cycle.people',
        lazyRouteComponent(() => import('../hr/handovers-page.tsx'), 'HandoversPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/hr/cycles/$id/mails',
      component: onlyFor(
        'cycle.mails',
        lazyRouteComponent(() => import('../hr/mails-page.tsx'), 'MailsPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/operations',
      component: onlyFor(
        'operations.read',
        lazyRouteComponent(() => import('../operations/operations-page.tsx'), 'OperationsPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/operations/runs/$id',
      component: onlyFor(
        'operations.read',
        lazyRouteComponent(() => import('../operations/run-page.tsx'), 'RunPage'),
      ),
    }),
    createRoute({
      ...page,
      path: '/calibrations/$processRunId',
      component: lazyRouteComponent(() => import('../calibration/board-page.tsx'), 'BoardPage'),
    }),
  ] as const;
}
