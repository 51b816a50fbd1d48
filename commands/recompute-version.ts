import { isDeepStrictEqual } from 'node:util';
import type { FoundPack } from '../db/packs.ts';
import type { ResultInputs, StoredResult } from '../db/reading/stored-results.ts';
import { type Version, correctedVersion } from '../domain/calibration/correction.ts';
import type { Result } from '../domain/calibration/distribution.ts';
import { DomainError } from '../domain/errors.ts';
import {
  type Compared,
  type Difference,
  comparedScore,
  difference,
  differencesOf,
  differingStep,
} from '../domain/scoring/differences.ts';
import { evaluationScore } from '../domain/scoring/evaluation-score.ts';
import type { ScoreInputs } from '../domain/scoring/rated-things.ts';
import type { EvaluationScore } from '../domain/scoring/scoring-rules.ts';
import type { GroupAgain } from './recompute-group.ts';
import { readResultInputs } from './stored-inputs.ts';

/** What computing again needs beside a person's versions. */
interface Again {
  readonly pinned: FoundPack;
  readonly group: GroupAgain;
}

export interface VersionDifference extends Difference {
  /** Null: there is a place, but no result. */
  readonly version: number | null;
}

/** Compares the stored versions of one person's result, in their order, with what each is computed to from the one before. */
export function versionDifferences(again: Again, versions: readonly StoredResult[]): readonly VersionDifference[] {
  const found: VersionDifference[] = [];
  let before: Version | undefined;
  for (const stored of versions) {
    const { computed, differences } = versionAgain(again, stored, before);
    found.push(...differences.map((one) => ({ version: stored.version, ...one })));
    before = computed ?? before;
  }
  return found;
}

interface VersionAgain {
  /** Undefined where it cannot be computed. */
  readonly computed?: Version;
  readonly differences: readonly Difference[];
}

function versionAgain(again: Again, stored: StoredResult, before: Version | undefined): VersionAgain {
  const { evaluationId, version } = stored;
  const { pinned, group } = again;
  const result = group.decided.get(evaluationId);
  if (version === null || result === undefined) return { differences: [absent(version, result)] };
  try {
    const inputs = readResultInputs(stored);
    if (inputs.correction !== undefined && before !== undefined) {
      const people = { ...group.setting, people: group.members.size };
      const computed = correctedVersion(before, inputs.correction, { pack: pinned.pack, group: people });
      const differences = [
        ...inputDifference(inputs.score, computed.inputs),
        ...ofVersion(again, { ...stored, inputs }, computed),
      ];
      return { computed, differences };
    }
    const computed = { inputs: inputs.score, score: evaluationScore(pinned.pack, inputs.score), result };
    const differences = [
      ...ofScore(group, stored, computed),
      ...ofPlace(group, stored),
      ...ofVersion(again, { ...stored, inputs }, computed),
    ];
    return { computed, differences };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { differences: [difference('inputs', null, error.code)] };
  }
}

/** The score as it was stored after the rating, and as the session took it over. */
function ofScore({ members }: GroupAgain, stored: StoredResult, { score }: Version): readonly Difference[] {
  const member = members.get(stored.evaluationId);
  return [
    ...(member === undefined ? [] : differencesOf(takenOver(member), takenOver(score))),
    ...(stored.hasInputsOfScore ? [] : [difference('inputs', 'of the score', 'of the result')]),
    ...(stored.isScored ? scoreDifferences({ ...stored, steps: stored.scoreSteps ?? [] }, score) : []),
  ];
}

function ofPlace(group: GroupAgain, stored: StoredResult): readonly Difference[] {
  const proposed = group.proposed.get(stored.evaluationId);
  return differencesOf(
    {
      'proposed place': `${stored.proposedPlace}`,
      'proposed level': stored.proposedGrade,
      'proposed points': stored.proposedPoints,
    },
    {
      'proposed place': proposed === undefined ? null : `${proposed.place}`,
      'proposed level': proposed?.grade ?? null,
      'proposed points': proposed?.points ?? null,
    },
  );
}

interface ReadVersion extends StoredResult {
  readonly inputs: ResultInputs;
}

function ofVersion({ pinned, group }: Again, stored: ReadVersion, { score, result }: Version): readonly Difference[] {
  const { pack, sha256 } = pinned;
  const { place, of, quota, spareLowest } = stored.inputs;
  const among = {
    place: pack.ranking === 'allowed' ? result.place : null,
    of: group.members.size,
    ...group.setting,
  };
  return [
    ...differingStep(stored.steps, [...score.steps, ...result.steps]),
    ...differencesOf(published(stored, stored.resultScore), published(result, score.score)),
    ...differencesOf({ pack: stored.packSha256 }, { pack: sha256 }),
    ...inputDifference({ place, of, quota, spareLowest }, among),
  ];
}

export function scoreDifferences(stored: EvaluationScore, again: EvaluationScore): readonly Difference[] {
  return [...differencesOf(comparedScore(stored), comparedScore(again)), ...differingStep(stored.steps, again.steps)];
}

function takenOver({ score, scaled, level }: Pick<Version['score'], 'score' | 'scaled' | 'level'>): Compared {
  return { 'score in the session': score, 'scaled score in the session': scaled, 'level in the session': level };
}

function published({ place, grade, points }: Pick<Result, 'place' | 'grade' | 'points'>, score: string | null): Compared {
  return { score, place: `${place}`, level: grade, points };
}

function absent(version: number | null, result: Result | undefined): Difference {
  return difference('result', version === null ? null : 'result', result === undefined ? null : 'result');
}

function inputDifference(stored: object | ScoreInputs | null, again: object | ScoreInputs | null): readonly Difference[] {
  return isDeepStrictEqual(stored, again) ? [] : [difference('inputs', JSON.stringify(stored), JSON.stringify(again))];
}
