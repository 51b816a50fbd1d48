import type { FastifyInstance } from 'fastify';
import type { Route } from '../../contracts/api/route.ts';
import { resultRoutes as routes } from '../../contracts/api/results.ts';
import { findCorrectable } from '../../db/reading/correctable.ts';
import { cycleContexts, getCycleContext } from '../../db/reading/cycle-context.ts';
import { logAccess } from '../../db/reading/relations.ts';
import { findResult, resultVersions, resultsOf } from '../../db/reading/results.ts';
import type { Purpose } from '../../domain/purposes.ts';
import { DomainError } from '../../domain/errors.ts';
import { accessBy, relationsTo } from '../access.ts';
import type { ApiDeps } from '../deps.ts';
import { type Call, serve } from '../serve.ts';
import { resultRowOf, resultViewOf, versionViewOf } from '../views/result-view.ts';

interface Reading {
  readonly evaluationId: string;
  readonly purpose?: Purpose | undefined;
  readonly note?: string | undefined;
}

export function addResultRoutes(app: FastifyInstance, { db }: ApiDeps): void {
  /** Who has no part in the evaluation says what for. */
  async function logReading<R extends Route>(call: Call<R>, { evaluationId, purpose, note }: Reading): Promise<void> {
    const related = await relationsTo(db, { evaluationId, employeeId: call.caller.employeeId });
    const lookedFor = purpose === undefined || note === undefined ? undefined : { purpose, note };
    if (related.length === 0 && lookedFor === undefined)
      throw new DomainError('invalid-input', { in: 'query', path: '/purpose', reason: 'purpose-required' });
    await logAccess(db, [accessBy(call, { evaluationId, what: 'result', lookedFor })]);
  }

  serve(app, routes.listResults, {
    handle: async ({ caller }) => {
      const records = await resultsOf(db, caller.employeeId);
      const cycles = await cycleContexts(db, [...new Set(records.map((record) => record.cycleId))]);
      const items = records.flatMap((record) => {
        const cycle = cycles.get(record.cycleId);
        return cycle === undefined ? [] : [resultRowOf(cycle, record)];
      });
      return { items };
    },
  });

  serve(app, routes.getResult, {
    relations: ({ params, caller }) => relationsTo(db, { evaluationId: params.evaluationId, employeeId: caller.employeeId }),
    handle: async (call) => {
      const record = await findResult(db, call.params.evaluationId);
      if (record === undefined) throw new DomainError('not-found');
      await logReading(call, { ...call.params, ...call.query });
      return resultViewOf(await getCycleContext(db, record.cycleId), record, call.caller.employeeId);
    },
  });

  serve(app, routes.listResultVersions, {
    relations: ({ params, caller }) => relationsTo(db, { evaluationId: params.evaluationId, employeeId: caller.employeeId }),
    handle: async (call) => {
      const versions = await resultVersions(db, call.params.evaluationId);
      const [first] = versions;
      if (first === undefined) throw new DomainError('not-found');
      await logReading(call, { ...call.params, ...call.query });
      const cycle = await getCycleContext(db, first.cycleId);
      return { items: versions.map((version) => versionViewOf(cycle, version)) };
    },
  });

  serve(app, routes.getCorrectable, {
    handle: async (call) => {
      const { evaluationId } = call.params;
      const found = await findCorrectable(db, evaluationId);
      if (found === undefined) throw new DomainError('not-found');
      await logAccess(db, [accessBy(call, { evaluationId, what: 'correction' })]);
      const { levels } = (await getCycleContext(db, found.cycleId)).pack;
      return { ...found, indicators: [...found.indicators], levels: levels.map(({ level, name }) => ({ level, name })) };
    },
  });
}
