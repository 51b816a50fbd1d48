import { DomainError } from '../errors.ts';
import { evaluationScore } from '../scoring/evaluation-score.ts';
import { refusesLevel } from '../scoring/level-limits.ts';
import type { MeasuredGoal, ScoreInputs } from '../scoring/rated-things.ts';
import type { EvaluationScore, ScoringRules } from '../scoring/scoring-rules.ts';
import {
  type Band,
  type Distribution,
  type GroupSetting,
  type Result,
  bandsOf,
  bindingSeats,
  ownResult,
} from './distribution.ts';
import { withExtraSeat } from './extra-seat.ts';

/** Numbers of a unit's indicator that were wrong; an absent one stays as it was. */
export interface IndicatorCorrection {
  readonly indicatorId: string;
  readonly target?: string | undefined;
  readonly actual?: string | null | undefined;
}
/** What people decide about a published result: another level for one person, or right numbers for all whom an indicator concerns. */
export type Correction = { readonly level: string } | IndicatorCorrection;

/** One version of somebody's result with what it was computed from. */
export interface Version {
  /** Null: nobody rated. */
  readonly inputs: ScoreInputs | null;
  readonly score: EvaluationScore;
  /** Its steps are those behind level and points alone. */
  readonly result: Result;
}

export interface CorrectionRules {
  readonly pack: ScoringRules & { readonly levels: readonly Band[]; readonly distribution: Distribution };
  readonly group: GroupSetting & { readonly people: number };
}

/**
 * The version after a correction. Nobody else's result has a part in it, and the place stays.
 *
 * A level: an extra seat at the lowest point of its band where seats bind (scoring.md CAL2), else the level alone. An indicator: the score anew;
 * a seat stays, and so does a level that people gave instead of the score's own.
 *
 * @throws DomainError 'unknown-value' or 'value-out-of-range' for a level that the pack does not have, or that is no correction; 'rating-not-accepted'
 * with the reasons for one that the derivation forbids
 */
export function correctedVersion(version: Version, correction: Correction, rules: CorrectionRules): Version {
  return 'level' in correction
    ? { ...version, result: withLevel(version, correction.level, rules) }
    : withIndicator(version, correction, rules);
}

function withLevel({ inputs, result }: Version, level: string, { pack, group }: CorrectionRules): Result {
  const { evaluationId, grade } = result;
  if (bindingSeats(pack.distribution, group.people, group) !== undefined) {
    const [seated = result] = withExtraSeat([result], { evaluationId, grade: level, bands: bandsOf(pack.levels) });
    return seated;
  }
  if (!pack.levels.some((one) => one.level === level)) throw new DomainError('unknown-value', { level });
  if (level === grade) throw new DomainError('value-out-of-range', { evaluationId, level, held: grade });
  const reasons = inputs === null ? [] : refusesLevel(pack, inputs, level);
  if (reasons.length > 0) throw new DomainError('rating-not-accepted', { evaluationId, reasons });
  return { ...result, grade: level, steps: [] };
}

function withIndicator(version: Version, correction: IndicatorCorrection, { pack, group }: CorrectionRules): Version {
  const inputs = version.inputs === null ? null : correctedInputs(version.inputs, correction);
  const score = evaluationScore(pack, inputs);
  const { result } = version;
  if (bindingSeats(pack.distribution, group.people, group) !== undefined) return { inputs, score, result };
  const own = (of: EvaluationScore) => ownResult({ ...of, evaluationId: result.evaluationId }, result.place, pack.levels);
  const followsScore = own(version.score).grade === result.grade;
  const after = own(score);
  return { inputs, score, result: followsScore ? after : { ...after, grade: result.grade, steps: [] } };
}

/** The inputs with the indicator's right numbers on every card that has it. */
function correctedInputs(inputs: ScoreInputs, { indicatorId, target, actual }: IndicatorCorrection): ScoreInputs {
  const correct = (indicator: MeasuredGoal): MeasuredGoal =>
    indicator.id === indicatorId
      ? { ...indicator, ...(target !== undefined && { target }), ...(actual !== undefined && { actual }) }
      : indicator;
  return { ...inputs, cards: inputs.cards.map((card) => ({ ...card, indicators: card.indicators.map(correct) })) };
}
