import { isDeepStrictEqual } from 'node:util';
import type { CommandArguments, Selection } from '../../contracts/commands.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import type { Db } from '../../db/connection.ts';
import type { Trx } from '../../db/in-transaction.ts';
import { packByHash } from '../../db/packs.ts';
import { type Concerned, type ResultInForce, resultsInForce } from '../../db/results-in-force.ts';
import type { ResultInputs } from '../../db/reading/stored-results.ts';
import { type Correction, type Version, correctedVersion } from '../../domain/calibration/correction.ts';
import { bindingSeats } from '../../domain/calibration/distribution.ts';
import { evaluationScore } from '../../domain/scoring/evaluation-score.ts';
import { readResultInputs } from '../stored-inputs.ts';

export interface CorrectionScope {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly arguments: CommandArguments<'correct-result'>;
}

export interface Corrected {
  readonly stored: ResultInForce & { readonly inputs: ResultInputs };
  readonly before: Version;
  readonly after: Version;
  /** The level is one of a fixed number of seats. */
  readonly isSeated: boolean;
  readonly levels: PolicyPack['levels'];
}

/** Everybody whose result a correction changes: the one person of a level, or all on whose card the indicator stands, whatever their unit. @throws DomainError 'record-unreadable' */
export async function correctedResults(db: Db | Trx, scope: CorrectionScope): Promise<readonly Corrected[]> {
  const correction = correctionOf(scope.arguments);
  const corrected: Corrected[] = [];
  for (const stored of await resultsInForce(db, concernedBy(scope))) {
    const pack = await packByHash(db, stored.packSha256);
    const { evaluationId, place, grade, points } = stored;
    const inputs = readResultInputs(stored);
    const score = evaluationScore(pack, inputs.score);
    const placing = stored.steps.slice(score.steps.length);
    const before = { inputs: inputs.score, score, result: { evaluationId, place, grade, points, steps: placing } };
    const group = { people: inputs.of, quota: inputs.quota, spareLowest: inputs.spareLowest };
    const after = correctedVersion(before, correction, { pack, group });
    const isSeated = bindingSeats(pack.distribution, group.people, group) !== undefined;
    if ('level' in correction || !isDeepStrictEqual(before.inputs, after.inputs))
      corrected.push({ stored: { ...stored, inputs }, before, after, isSeated, levels: pack.levels });
  }
  return corrected;
}

/** Whose result a correction may change, before anything is computed. */
export function concernedBy({ cycleId, selection, arguments: given }: CorrectionScope): Concerned {
  const correction = correctionOf(given);
  return 'level' in correction
    ? { cycleId, evaluationIds: selection.evaluationIds ?? [] }
    : { cycleId, indicatorId: correction.indicatorId };
}

export function correctionOf({ level, indicatorId = '0', target, actual }: CorrectionScope['arguments']): Correction {
  if (level !== undefined) return { level };
  return { indicatorId, ...(target !== undefined && { target }), ...(actual !== undefined && { actual }) };
}
