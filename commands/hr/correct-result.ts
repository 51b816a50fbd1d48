import type { Finding } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import { getCycle } from '../../db/cycles.ts';
import { cardsWith, findIndicator } from '../../db/indicators.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { type NextVersion, replaceResults } from '../../db/replace-results.ts';
import { type ResultInForce, resultsInForce } from '../../db/results-in-force.ts';
import { touchedByEvaluations } from '../../db/touched.ts';
import type { Version } from '../../domain/calibration/correction.ts';
import { DomainError } from '../../domain/errors.ts';
import { sha256Of } from '../sha256-of.ts';
import type { HrCommand } from './command.ts';
import { type Corrected, type CorrectionScope, concernedBy, correctedResults, correctionOf } from './corrected-results.ts';
import { tellOwners } from './tell-owners.ts';
import { toldCorrection } from './told-correction.ts';

/**
 * Corrects published results: another level for one person, or right numbers of a unit's indicator, and then the results of everybody whose card has it.
 * Each gets a new version with the request's reason, and a mail that says so; the one before stays readable, and nobody else moves. Refused to whoever
 * would ask for or approve a change of their own.
 */
export const correctResult: HrCommand<'correct-result'> = {
  needsSecondPerson: () => Promise.resolve(true),

  async touches(db, scope) {
    const { cycleId, arguments: given } = scope;
    const concerned = concernedBy(scope);
    // Whatever else is selected: a level is corrected of these.
    if ('evaluationIds' in concerned)
      return touchedByEvaluations(db, { cycleId, selection: { evaluationIds: [...concerned.evaluationIds] } });
    const evaluationIds = (await resultsInForce(db, concerned)).map(({ evaluationId }) => evaluationId);
    const cards = await cardsWith(db, { cycleId, id: given.indicatorId ?? '0' });
    return { ...(await touchedByEvaluations(db, { cycleId, selection: { evaluationIds } })), cards };
  },

  async preview(db, scope) {
    const blocked = await refusalOf(db, scope);
    if (blocked !== undefined) return { affected: 0, blockedBy: [blocked] };
    try {
      const corrected = await correctedResults(db, scope);
      const without = corrected.filter(({ before, after }) => isComputed(before) && !isComputed(after));
      const seated = corrected.filter(({ isSeated }) => isSeated && !isLevel(scope.arguments));
      return {
        affected: corrected.length,
        blockedBy: without.length === 0 ? [] : [{ code: 'not-measured', details: { evaluationIds: idsOf(without) } }],
        pleaseLook: seated.length === 0 ? [] : [{ code: 'seats-stay', details: { evaluationIds: idsOf(seated) } }],
        details: {
          levels: corrected.filter(({ before, after }) => before.result.grade !== after.result.grade).length,
          scores: corrected.filter(({ before, after }) => before.score.score !== after.score.score).length,
        },
        correction: await toldCorrection(db, scope, corrected),
        corrected,
        sha256: sha256Of(versionsOf(scope, corrected)).toString('hex'),
      };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // An error travels further than a preview: the level that the person holds is no part of it.
      const { held: _, ...details } = error.details;
      return { affected: 0, blockedBy: [{ code: error.code, details: { path: '/arguments/level', ...details } }] };
    }
  },

  /** Equal for every level and every number: whether one is refused tells what it would replace. */
  async previewUntold(db, scope) {
    const blocked = await refusalOf(db, scope);
    if (blocked !== undefined) return { affected: 0, blockedBy: [blocked] };
    const concerned = await resultsInForce(db, concernedBy(scope));
    return { affected: concerned.length, pleaseLook: [{ code: 'purpose-needed' }] };
  },

  async execute(trx, scope) {
    const { cycleId, actorId, requestId, arguments: given } = scope;
    const correction = correctionOf(given);
    const corrected = scope.previewed?.corrected ?? (await correctedResults(trx, scope));
    if ('indicatorId' in correction) {
      const { indicatorId, target, actual } = correction;
      await trx
        .updateTable('indicator')
        .set({ ...(target !== undefined && { target }), ...(actual !== undefined && { actual }) })
        .where('id', '=', indicatorId)
        .execute();
    }
    const results = await replaceResults(trx, { cycleId, actorId, requestId, versions: versionsOf(scope, corrected) });
    return { results, mails: await tellOwners(trx, { cycleId, requestId, owners: ownersOf(corrected) }) };
  },
};

/** What the arguments alone, or the cycle, forbid. */
async function refusalOf(db: Db | Trx, { cycleId, selection, arguments: given }: CorrectionScope): Promise<Finding | undefined> {
  const { published_at: publishedAt, now } = await getCycle(db, cycleId);
  if (publishedAt === null || publishedAt > now) return { code: 'cycle-not-published' };
  if (isLevel(given)) return selection.evaluationIds?.length === 1 ? undefined : refused('/selection/evaluationIds', 'one');
  const indicator = await findIndicator(db, { cycleId, id: given.indicatorId ?? '0' });
  return indicator === undefined ? refused('/arguments/indicatorId', 'unknown') : undefined;
}

function refused(path: string, why: string): Finding {
  return { code: 'invalid-input', details: { path, reason: why } };
}

function isLevel(given: CorrectionScope['arguments']): given is CorrectionScope['arguments'] & { readonly level: string } {
  return given.level !== undefined;
}

function ownersOf(corrected: readonly Corrected[]): readonly ResultInForce[] {
  return corrected.map(({ stored }) => stored);
}

/** What is written: each new version, in the place of the one whose id it names. */
function versionsOf({ arguments: given }: CorrectionScope, corrected: readonly Corrected[]): readonly NextVersion[] {
  const correction = correctionOf(given);
  return corrected.map(({ stored, after }) => ({
    id: stored.id,
    grade: after.result.grade,
    points: after.result.points,
    score: after.score.score,
    inputs: { ...stored.inputs, score: after.inputs, correction },
    steps: [...after.score.steps, ...after.result.steps],
  }));
}

function isComputed({ score }: Version): boolean {
  return score.score !== null || score.level !== null;
}

function idsOf(corrected: readonly Corrected[]): readonly string[] {
  return corrected.map(({ stored }) => stored.evaluationId);
}
