import type { FastifyInstance } from 'fastify';
import { resultRoutes as routes } from '../../contracts/api/results.ts';
import { cycleContexts, getCycleContext } from '../../db/reading/cycle-context.ts';
import { logAccess } from '../../db/reading/relations.ts';
import { findResult, resultsOf } from '../../db/reading/results.ts';
import { DomainError } from '../../domain/errors.ts';
import { accessBy, relationsTo } from '../access.ts';
import type { ApiDeps } from '../deps.ts';
import { serve } from '../serve.ts';
import { resultViewOf } from '../views/result-view.ts';

export function addResultRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  serve(app, routes.listResults, {
    handle: async ({ caller }) => {
      const records = await resultsOf(db, caller.employeeId);
      const cycles = await cycleContexts(db, [...new Set(records.map((record) => record.cycleId))]);
      const items = records.flatMap((record) => {
        const cycle = cycles.get(record.cycleId);
        return cycle === undefined ? [] : [resultViewOf(cycle, record, caller.employeeId)];
      });
      return { items };
    },
  });

  serve(app, routes.getResult, {
    relations: ({ params, caller }) => relationsTo(db, { evaluationId: params.evaluationId, employeeId: caller.employeeId }),
    handle: async (call) => {
      const { params, query, caller } = call;
      const record = await findResult(db, params.evaluationId);
      if (record === undefined) throw new DomainError('not-found');
      const related = await relationsTo(db, { evaluationId: params.evaluationId, employeeId: caller.employeeId });
      if (related.length === 0 && query.purpose === undefined)
        throw new DomainError('invalid-input', { in: 'query', path: '/purpose', reason: 'purpose-required' });
      await logAccess(db, [accessBy(call, { evaluationId: params.evaluationId, what: 'result', purpose: query.purpose })]);
      return resultViewOf(await getCycleContext(db, record.cycleId), record, caller.employeeId);
    },
  });
}
