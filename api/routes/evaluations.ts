import type { FastifyInstance } from 'fastify';
import { evaluationRoutes as routes } from '../../contracts/api/evaluations.ts';
import type { Db } from '../../db/connection.ts';
import { cycleContexts, getCycleContext } from '../../db/reading/cycle-context.ts';
import { actionsOf, goalsOf, indicatorsOf } from '../../db/reading/evidence.ts';
import { type OwnEvaluationRow, ownEvaluations } from '../../db/reading/own-evaluations.ts';
import { looksAt } from '../../db/reading/looks.ts';
import { evaluationRelation, logAccess, sessionRelation } from '../../db/reading/relations.ts';
import { phaseRuns } from '../../db/reading/steps.ts';
import { findTask } from '../../db/reading/task-rows.ts';
import { actionsOwedBy, archivedTeamsOf, teamOf } from '../../db/reading/team.ts';
import { DomainError } from '../../domain/errors.ts';
import { accessBy, relationsTo } from '../access.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import { boardOf } from '../views/board-of.ts';
import { cycleRef } from '../views/cycle-ref.ts';
import { afterCursor, pageFrom } from '../views/page.ts';
import { looksHeldBack, mayOwnerKnow, runsForOwner } from '../views/own-standing.ts';
import { standingOfEvaluation, stepsOf, titleOf } from '../views/standing-of.ts';

export function addEvaluationRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  serve(app, routes.getMyEvaluation, {
    handle: async ({ caller }) => {
      const rows = await ownEvaluations(db, caller.employeeId);
      return { items: await Promise.all(rows.map((row) => ownEvaluation(db, row, caller.employeeId))) };
    },
  });

  serve(app, routes.getMyTeam, {
    handle: async (call) => {
      const [people, actionsOwed, archived] = await Promise.all([
        teamOf(db, call.caller.employeeId),
        actionsOwedBy(db, call.caller.employeeId),
        archivedTeamsOf(db, call.caller.employeeId),
      ]);
      const cycles = await cycleContexts(db, [...new Set(people.map((person) => person.cycleId))]);
      await logAccess(
        db,
        people.map(({ evaluationId }) => accessBy(call, { evaluationId, what: 'team' })),
      );
      return {
        people: people.flatMap((person) => {
          const cycle = cycles.get(person.cycleId);
          return cycle === undefined
            ? []
            : [{ ...person, phases: person.phases.map((one) => ({ ...one, title: titleOf(cycle, one.phase) })) }];
        }),
        actionsOwed: [...actionsOwed],
        archived: [...archived],
      };
    },
  });

  serve(app, routes.getGoals, {
    relations: ({ params, caller }) => relationsTo(db, { evaluationId: params.evaluationId, employeeId: caller.employeeId }),
    handle: async (call) => {
      const { evaluationId } = call.params;
      const relation = await evaluationRelation(db, { evaluationId, employeeId: call.caller.employeeId });
      if (relation === undefined) throw new DomainError('not-found');
      if (!relation.owner) await logAccess(db, [accessBy(call, { evaluationId, what: 'goals' })]);
      const [goals, indicators] = await Promise.all([
        goalsOf(db, evaluationId),
        indicatorsOf(db, { cycleId: relation.cycleId, unitId: relation.unitId }),
      ]);
      return {
        goals: goals.filter((goal) => goal.replacedAt === null),
        replaced: goals.flatMap((goal) => (goal.replacedAt === null ? [] : [{ ...goal, replacedAt: goal.replacedAt }])),
        indicators: [...indicators],
      };
    },
  });

  serve(app, routes.getAccess, {
    relations: ({ params, caller }) => relationsTo(db, { evaluationId: params.evaluationId, employeeId: caller.employeeId }),
    handle: async (call) => {
      const { evaluationId } = call.params;
      const relation = await evaluationRelation(db, { evaluationId, employeeId: call.caller.employeeId });
      if (relation === undefined) throw new DomainError('not-found');
      if (!relation.owner) await logAccess(db, [accessBy(call, { evaluationId, what: 'access' })]);
      const { cursor, limit } = call.query;
      const heldBack = relation.owner ? looksHeldBack(await getCycleContext(db, relation.cycleId)) : [];
      const looks = await looksAt(db, { evaluationId, heldBack, limit, after: afterCursor(cursor) });
      const { rows, next } = pageFrom(looks, limit);
      return { items: [...rows], next };
    },
  });

  serve(app, routes.getCalibration, {
    relations: async ({ params, caller }) => {
      const session = await sessionRelation(db, { processRunId: params.processRunId, employeeId: caller.employeeId });
      return session?.member === true && session.open ? ['member'] : [];
    },
    handle: async (call) => {
      const { processRunId } = call.params;
      const session = await sessionRelation(db, { processRunId, employeeId: call.caller.employeeId });
      const board = session && (await boardOf(db, processRunId, await getCycleContext(db, session.cycleId)));
      if (!board) throw new DomainError('not-found');
      await logAccess(
        db,
        board.places.map(({ evaluationId }) => accessBy(call, { evaluationId, what: 'calibration' })),
      );
      return board;
    },
  });
}

async function ownEvaluation(db: Db, row: OwnEvaluationRow, readerId: string) {
  const { evaluationId, cycleId, state, raterNo, raterName, reviewerNo, reviewerName, taskId } = row;
  const [cycle, allRuns, goals, actions, openTask] = await Promise.all([
    getCycleContext(db, cycleId),
    phaseRuns(db, [evaluationId]),
    goalsOf(db, evaluationId),
    actionsOf(db, evaluationId),
    taskId === null ? undefined : findTask(db, taskId),
  ]);
  const runs = runsForOwner(cycle, allRuns);
  const task = openTask !== undefined && mayOwnerKnow(cycle, openTask.phase) ? openTask : undefined;
  const steps = stepsOf(cycle, runs);
  return {
    evaluationId,
    cycle: cycleRef(cycle),
    state,
    rater: raterNo === null || raterName === null ? null : { employeeNo: raterNo, name: raterName },
    reviewer: reviewerNo === null || reviewerName === null ? null : { employeeNo: reviewerNo, name: reviewerName },
    standing: standingOfEvaluation({ cycle, steps, runs, task, readerId }),
    steps,
    goals: goals.filter((goal) => goal.replacedAt === null),
    actions: [...actions],
    published: cycle.publishedAt !== null && cycle.publishedAt <= cycle.now,
  };
}
