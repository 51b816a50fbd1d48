import { isDeepStrictEqual } from 'node:util';
import type { CommandArguments, Finding, Selection } from '../../contracts/commands.ts';
import type { Db } from '../../db/connection.ts';
import { getCycle } from '../../db/cycles.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { packByHash } from '../../db/packs.ts';
import { type ResultInForce, resultsInForce } from '../../db/results-in-force.ts';
import { replaceResults } from '../../db/replace-results.ts';
import { type Correction, type Version, correctedVersion } from '../../domain/calibration/correction.ts';
import { bindingSeats } from '../../domain/calibration/distribution.ts';
import { DomainError } from '../../domain/errors.ts';
import { evaluationScore } from '../../domain/scoring/evaluation-score.ts';
import type { HrCommand } from './command.ts';

interface Scope {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly arguments: CommandArguments<'correct-result'>;
}

interface Corrected {
  readonly stored: ResultInForce;
  readonly before: Version;
  readonly after: Version;
  /** The level is one of a fixed number of seats. */
  readonly isSeated: boolean;
}

/**
 * Corrects published results: another level for one person, or right numbers of a unit's indicator, and then the results of everybody whose card has it.
 * Each gets a new version with the request's reason; the one before stays readable, and nobody else moves.
 */
export const correctResult: HrCommand<'correct-result'> = {
  needsSecondPerson: true,

  async preview(db, scope) {
    const blocked = await refusalOf(db, scope);
    if (blocked !== undefined) return { affected: 0, blockedBy: [blocked] };
    try {
      const corrected = await correctedOf(db, scope);
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
      };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { affected: 0, blockedBy: [{ code: error.code, details: { path: '/arguments/level', ...error.details } }] };
    }
  },

  async execute(trx, scope) {
    const { cycleId, actorId, requestId, arguments: given } = scope;
    const correction = correctionOf(given);
    const versions = (await correctedOf(trx, scope)).map(({ stored, after }) => ({
      id: stored.id,
      grade: after.result.grade,
      points: after.result.points,
      score: after.score.score,
      inputs: { ...stored.inputs, score: after.inputs, correction },
      steps: [...after.score.steps, ...after.result.steps],
    }));
    if ('indicatorId' in correction) {
      const { indicatorId, target, actual } = correction;
      await trx
        .updateTable('indicator')
        .set({ ...(target !== undefined && { target }), ...(actual !== undefined && { actual }) })
        .where('id', '=', indicatorId)
        .execute();
    }
    return { results: await replaceResults(trx, { cycleId, actorId, requestId, versions }) };
  },
};

/** What the arguments alone, or the cycle, forbid. */
async function refusalOf(db: Db | Trx, { cycleId, selection, arguments: given }: Scope): Promise<Finding | undefined> {
  const { published_at: publishedAt, now } = await getCycle(db, cycleId);
  if (publishedAt === null || publishedAt > now) return { code: 'cycle-not-published' };
  if (isLevel(given)) return selection.evaluationIds?.length === 1 ? undefined : refused('/selection/evaluationIds', 'one');
  const indicator = await db
    .selectFrom('indicator')
    .select('id')
    .where('cycle_id', '=', cycleId)
    .where('id', '=', given.indicatorId ?? '0')
    .executeTakeFirst();
  return indicator === undefined ? refused('/arguments/indicatorId', 'unknown') : undefined;
}

function refused(path: string, why: string): Finding {
  return { code: 'invalid-input', details: { path, reason: why } };
}

async function correctedOf(db: Db | Trx, { cycleId, selection, arguments: given }: Scope): Promise<readonly Corrected[]> {
  const correction = correctionOf(given);
  const of = 'level' in correction ? { evaluationIds: selection.evaluationIds ?? [] } : { indicatorId: correction.indicatorId };
  const corrected: Corrected[] = [];
  for (const stored of await resultsInForce(db, { cycleId, ...of })) {
    const pack = await packByHash(db, stored.packSha256);
    const { evaluationId, place, grade, points, inputs } = stored;
    const score = evaluationScore(pack, inputs.score);
    const placing = stored.steps.slice(score.steps.length);
    const before = { inputs: inputs.score, score, result: { evaluationId, place, grade, points, steps: placing } };
    const group = { people: inputs.of, quota: inputs.quota, spareLowest: inputs.spareLowest };
    const after = correctedVersion(before, correction, { pack, group });
    const isSeated = bindingSeats(pack.distribution, group.people, group) !== undefined;
    if ('level' in correction || !isDeepStrictEqual(before.inputs, after.inputs))
      corrected.push({ stored, before, after, isSeated });
  }
  return corrected;
}

function isLevel(given: Scope['arguments']): given is Scope['arguments'] & { readonly level: string } {
  return given.level !== undefined;
}

function correctionOf(given: Scope['arguments']): Correction {
  if (isLevel(given)) return { level: given.level };
  const { indicatorId = '0', target, actual } = given;
  return { indicatorId, ...(target !== undefined && { target }), ...(actual !== undefined && { actual }) };
}

function isComputed({ score }: Version): boolean {
  return score.score !== null || score.level !== null;
}

function idsOf(corrected: readonly Corrected[]): readonly string[] {
  return corrected.map(({ stored }) => stored.evaluationId);
}
