import type { FastifyInstance } from 'fastify';
import { cycleRoutes as routes } from '../../contracts/api/cycles.ts';
import { createCycle } from '../../commands/create-cycle.ts';
import { previewLaunch } from '../../commands/preview-launch.ts';
import { unreadableAnswers } from '../../commands/unreadable-answers.ts';
import { boardExtras, countsByUnit } from '../../db/reading/board.ts';
import { boardPeople, mailsOf, timelineOf } from '../../db/reading/board-people.ts';
import { holidaysKnownUntil } from '../../db/holidays.ts';
import { type CycleContext, getCycleContext } from '../../db/reading/cycle-context.ts';
import { findCycleDetail, listCycles } from '../../db/reading/cycles.ts';
import { type Handover, readHandovers } from '../../db/reading/handovers.ts';
import { type LaunchRelation, launchRelations } from '../../db/reading/launch-relations.ts';
import { leftOpen } from '../../db/reading/left-open.ts';
import type { LivePhase } from '../../db/reading/phase-states.ts';
import { logAccess } from '../../db/reading/relations.ts';
import { runsHeldBack } from '../../db/tells-level.ts';
import { DomainError } from '../../domain/errors.ts';
import { ROLES } from '../../domain/permissions.ts';
import { accessBy } from '../access.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import { boardViewOf } from '../views/board-view.ts';
import { cycleViewOf } from '../views/cycle-view.ts';
import { afterCursor, pageFrom } from '../views/page.ts';

export function addCycleRoutes(app: FastifyInstance, { db, bulk }: ApiDeps): void {
  serve(app, routes.listCycles, { handle: async () => ({ items: [...(await listCycles(db))] }) });

  serve(app, routes.createCycle, { handle: ({ body, caller }) => createCycle(bulk, { ...body, actorId: caller.employeeId }) });

  serve(app, routes.getCycle, {
    handle: async ({ params: { id } }) => {
      const [cycle, [row], detail, knownUntil] = await Promise.all([
        getCycleContext(db, id),
        listCycles(db, id),
        findCycleDetail(db, id),
        holidaysKnownUntil(db),
      ]);
      if (row === undefined || detail === undefined) throw new DomainError('not-found');
      return cycleViewOf({ cycle, row, detail, knownUntil });
    },
  });

  serve(app, routes.previewLaunch, { handle: ({ params: { id } }) => previewLaunch(bulk, { cycleId: id }) });

  serve(app, routes.listRelations, {
    handle: async ({ params: { id }, query: { cursor, limit, q } }) => {
      await getCycleContext(db, id);
      const { rows, next } = pageFrom(await launchRelations(bulk, { cycleId: id, limit, q, after: afterCursor(cursor) }), limit);
      return { items: rows.map(relationViewOf), next };
    },
  });

  serve(app, routes.getBoard, {
    handle: async ({ params: { id }, query, caller }) => {
      const cycle = await getCycleContext(db, id);
      const heldBack = await runsHeldBack(db, { cycleId: id, readerId: caller.employeeId });
      const asked = phaseAsked(cycle, { heldBack, phase: query.phase });
      const [units, extras, left] = await Promise.all([
        countsByUnit(db, asked),
        boardExtras(db, id),
        leftOpen(db, { cycleId: id, selection: asked.phase === null ? {} : { phase: asked.phase }, heldBack }),
      ]);
      return { ...boardViewOf(cycle, { phase: asked.phase, units, extras }), leftOpen: left };
    },
  });

  serve(app, routes.listPeople, {
    handle: async (call) => {
      const { cursor, limit, unit, state, q } = call.query;
      const cycle = await getCycleContext(db, call.params.id);
      const heldBack = await runsHeldBack(db, { cycleId: cycle.id, readerId: call.caller.employeeId });
      const asked = phaseAsked(cycle, { heldBack, phase: call.query.phase });
      const { rows, next } = pageFrom(
        await boardPeople(db, { ...asked, limit, unit, state, q, after: afterCursor(cursor) }),
        limit,
      );
      await logAccess(
        db,
        rows.map(({ evaluationId }) => accessBy(call, { evaluationId, what: 'status' })),
      );
      return { items: [...rows], next };
    },
  });

  serve(app, routes.listHandovers, {
    handle: async (call) => {
      const { id } = call.params;
      const { phases } = await getCycleContext(db, id);
      const committee = phases.find(({ subject }) => subject === 'rating-group');
      const items = await readHandovers(db, id);
      const own = items.flatMap(({ evaluationId }) => evaluationId ?? []);
      await logAccess(
        db,
        own.map((evaluationId) => accessBy(call, { evaluationId, what: 'status' })),
      );
      return { committeePhase: committee?.phase ?? null, items: items.map(handoverViewOf) };
    },
  });

  serve(app, routes.listUnreadable, {
    handle: async (call) => {
      await getCycleContext(db, call.params.id);
      const items = (await unreadableAnswers(bulk, call.params.id)).map(({ grade: _, ...answer }) => answer);
      await logAccess(
        db,
        items.map(({ evaluationId }) => accessBy(call, { evaluationId, what: 'status' })),
      );
      return { items };
    },
  });

  serve(app, routes.getTimeline, {
    handle: async (call) => {
      const { id, evaluationId } = call.params;
      const cycle = await getCycleContext(db, id);
      const heldBack = await runsHeldBack(db, { cycleId: id, readerId: call.caller.employeeId });
      const [person] = await boardPeople(db, { ...phaseAsked(cycle, { heldBack }), limit: 1, evaluationId });
      if (person === undefined) throw new DomainError('not-found');
      await logAccess(db, [accessBy(call, { evaluationId, what: 'timeline' })]);
      const [events, left] = await Promise.all([
        timelineOf(db, { evaluationId, heldBack }),
        leftOpen(db, { cycleId: id, selection: { evaluationIds: [evaluationId] }, heldBack }),
      ]);
      return { person, events: [...events], leftOpen: left };
    },
  });

  serve(app, routes.listMails, {
    handle: async ({ params: { id }, query: { cursor, limit, state }, caller }) => {
      await getCycleContext(db, id);
      const heldBack = await runsHeldBack(db, { cycleId: id, readerId: caller.employeeId });
      const mails = await mailsOf(db, { cycleId: id, heldBack, state, limit, after: afterCursor(cursor) });
      const { rows, next } = pageFrom(mails, limit);
      return { items: [...rows], next };
    },
  });
}

function relationViewOf({ id: _, sort: __, ...relation }: LaunchRelation) {
  return relation;
}

function handoverViewOf(row: Handover) {
  const { rates, reviews, tasks } = row;
  return {
    ...row,
    rates: [...rates],
    reviews: [...reviews],
    tasks: [...tasks],
    roles: ROLES.filter((role) => row.roles.includes(role)),
  };
}

interface PhaseAsked extends Pick<LivePhase, 'heldBack'> {
  readonly phase?: string | undefined;
}

/** The phase that a board is about: the one that is named, else the last launched. @throws DomainError 'phase-unknown' */
function phaseAsked(cycle: CycleContext, { phase: asked, heldBack }: PhaseAsked): LivePhase {
  const window =
    asked === undefined
      ? cycle.phases.findLast((one) => one.launchedAt !== null)
      : cycle.phases.find((one) => one.phase === asked);
  if (window === undefined && asked !== undefined) throw new DomainError('phase-unknown', { phase: asked });
  return { cycleId: cycle.id, phase: window?.phase ?? null, ofGroup: window?.subject === 'rating-group', heldBack };
}
