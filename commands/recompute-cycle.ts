import type { PolicyPack } from '../contracts/pack.ts';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { getPack } from '../db/packs.ts';
import { getStoredSession, type LooseScore, lockedSessions, looseScores, storedResults } from '../db/reading/stored-results.ts';
import { DomainError } from '../domain/errors.ts';
import { type Difference, difference } from '../domain/scoring/differences.ts';
import { evaluationScore } from '../domain/scoring/evaluation-score.ts';
import { groupAgain } from './recompute-group.ts';
import { scoreDifferences, versionDifferences } from './recompute-version.ts';
import { sha256Of } from './sha256-of.ts';
import { readScoreInputs } from './stored-inputs.ts';

export interface ResultDifference extends Difference {
  /** Null: the difference is the whole cycle's, or a session's. */
  readonly evaluationId: string | null;
  readonly version: number | null;
  /** The calibration that decided. */
  readonly processRunId: string | null;
}

export interface Recomputed {
  /** How many versions of results were computed again. */
  readonly results: number;
  readonly differences: readonly ResultDifference[];
}

/**
 * Computes every result of a cycle again from stored inputs and the pinned pack, by the functions that computed it: score, level, seats, place, points and
 * all steps, later versions included. Changes nothing. What is not equal to the last digit is a difference, and so is a result that is missing.
 */
export async function recomputeCycle(db: Db | Trx, cycleId: string): Promise<Recomputed> {
  const pinned = await getPack(db, { cycleId });
  const differences: ResultDifference[] = [];
  const hash = sha256Of(pinned.pack).toString('hex');
  if (hash !== pinned.sha256) differences.push({ ...NOBODY, processRunId: null, ...difference('pack', pinned.sha256, hash) });
  let results = 0;
  for (const processRunId of await lockedSessions(db, cycleId)) {
    const group = groupAgain(pinned.pack, await getStoredSession(db, processRunId));
    if (group === undefined) {
      differences.push({ ...NOBODY, processRunId, ...UNREADABLE });
      continue;
    }
    differences.push(...group.differences.map((one) => ({ ...NOBODY, processRunId, ...one })));
    const withoutPlace = new Set(group.members.keys());
    for await (const { evaluationId, versions } of storedResults(db, processRunId)) {
      withoutPlace.delete(evaluationId);
      results += versions.filter(({ version }) => version !== null).length;
      const found = versionDifferences({ pinned, group }, versions);
      differences.push(...found.map((one) => ({ evaluationId, processRunId, ...one })));
    }
    for (const evaluationId of withoutPlace)
      differences.push({ ...NOBODY, evaluationId, processRunId, ...difference('place', null, 'member') });
  }
  for (const stored of await looseScores(db, cycleId)) {
    const { evaluationId } = stored;
    const found = scoreAgain(pinned.pack, stored);
    differences.push(...found.map((one) => ({ ...NOBODY, evaluationId, processRunId: null, ...one })));
  }
  return { results, differences };
}

const NOBODY = { evaluationId: null, version: null };
const UNREADABLE = difference('inputs', null, 'record-unreadable');

function scoreAgain(pack: PolicyPack, stored: LooseScore): readonly Difference[] {
  try {
    return scoreDifferences(stored, evaluationScore(pack, readScoreInputs(stored)));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [difference('inputs', null, error.code)];
  }
}
