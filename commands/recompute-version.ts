import { isDeepStrictEqual } from 'node:util';
import type { StoredResult, StoredSession } from '../db/reading/stored-results.ts';
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
import type { GroupAgain, PinnedPack } from './recompute-group.ts';

/** Compares the stored versions of a group's results with what they are computed to, person after person, a person's versions in their order. */
export class VersionCheck {
  private readonly pinned: PinnedPack;
  private readonly group: GroupAgain;
  private readonly members: ReadonlyMap<string, StoredSession['inputs']['members'][number]>;
  private readonly unseen: Set<string>;
  private before: Version | undefined;

  constructor(pinned: PinnedPack, group: GroupAgain) {
    this.pinned = pinned;
    this.group = group;
    this.members = new Map(group.session.inputs.members.map((member) => [member.evaluationId, member]));
    this.unseen = new Set(this.members.keys());
  }

  /** Members of the session that have no place in it: known when all versions have been seen. */
  missing(): readonly string[] {
    return [...this.unseen];
  }

  of(stored: StoredResult): readonly Difference[] {
    const { evaluationId, version, inputs } = stored;
    this.unseen.delete(evaluationId);
    const result = this.group.decided.get(evaluationId);
    if (version === null || result === undefined) return [absent(version, result)];
    try {
      const before = this.before?.result.evaluationId === evaluationId ? this.before : undefined;
      if (inputs.correction !== undefined && before !== undefined) return this.ofLater(stored, before);
      const first = { inputs: inputs.score, score: evaluationScore(this.pinned.pack, inputs.score), result };
      this.before = first;
      return [...this.ofScore(stored, first), ...this.ofPlace(stored), ...this.ofVersion(stored, first)];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return [difference('inputs', null, error.code)];
    }
  }

  private ofLater(stored: StoredResult, before: Version): readonly Difference[] {
    const { inputs } = stored;
    const { correction } = inputs;
    const { pack } = this.pinned;
    const group = { ...this.group.session.inputs.group, people: this.members.size };
    const after = correction === undefined ? before : correctedVersion(before, correction, { pack, group });
    this.before = after;
    return [...inputDifference(inputs.score, after.inputs), ...this.ofVersion(stored, after)];
  }

  /** The score as it was stored after the rating, and as the session took it over. */
  private ofScore(stored: StoredResult, { score }: Version): readonly Difference[] {
    const member = this.members.get(stored.evaluationId);
    return [
      ...(member === undefined ? [] : differencesOf(takenOver(member), takenOver(score))),
      ...(stored.hasInputsOfScore ? [] : [difference('inputs', 'of the score', 'of the result')]),
      ...(stored.isScored ? scoreDifferences({ ...stored, steps: stored.scoreSteps ?? [] }, score) : []),
    ];
  }

  private ofPlace(stored: StoredResult): readonly Difference[] {
    const proposed = this.group.proposed.get(stored.evaluationId);
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

  private ofVersion(stored: StoredResult, { score, result }: Version): readonly Difference[] {
    const { pack, sha256 } = this.pinned;
    const { group } = this.group.session.inputs;
    const { place, of, quota, spareLowest } = stored.inputs;
    const among = { place: pack.ranking === 'allowed' ? result.place : null, of: this.members.size, ...group };
    return [
      ...differingStep(stored.steps, [...score.steps, ...result.steps]),
      ...differencesOf(published(stored, stored.resultScore), published(result, score.score)),
      ...differencesOf({ pack: stored.packSha256 }, { pack: sha256 }),
      ...inputDifference({ place, of, quota, spareLowest }, among),
    ];
  }
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
