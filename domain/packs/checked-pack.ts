import type { Distribution } from '../calibration/distribution.ts';
import type { PackPeriod, PeriodicPack } from '../cycle/periods.ts';
import type { PackDay, PlannablePhase } from '../cycle/plan.ts';
import type { FixedElement, Level, Scale, Section } from '../rating/asked.ts';
import type { ScoreComponent, ScoringMethod, ScoringRules } from '../scoring/scoring-rules.ts';
import type { GoalRules } from '../tasks/goal-rules.ts';
import type { IfSilent, TaskKind } from '../tasks/kinds.ts';
import type { Words } from '../words/message.ts';
import type { WithoutQuorum } from './choices.ts';

// A policy pack whose structure is sound, as checks and explanations read it. Structural: domain knows no schema.

export interface CheckedTask {
  readonly due: PackDay;
  readonly ifSilent: IfSilent;
  readonly minutes: number;
  readonly leastWorkingDays: number;
  readonly statutory?: boolean | undefined;
  readonly reviewer?: CheckedReviewer | undefined;
}
export interface CheckedReviewer {
  readonly sameAsRater: 'skipped' | 'asked';
  readonly onlyLevels?: readonly string[] | undefined;
}
export type CheckedTasks = Readonly<Partial<Record<TaskKind, CheckedTask | undefined>>>;

export interface CheckedPhase extends PlannablePhase {
  readonly title: Words;
  readonly closesBy?: Words | undefined;
  readonly exemptGrades?: readonly string[] | undefined;
  readonly barrier?: boolean | undefined;
  readonly tasks: CheckedTasks;
}

export interface CheckedScale extends Scale {
  readonly name: Words;
  readonly levels: readonly (Level & { readonly name: Words; readonly anchor: Words })[];
}
export interface CheckedElement extends FixedElement {
  readonly name: Words;
  readonly anchors: readonly { readonly level: string; readonly text: Words }[];
}
export interface CheckedSection extends Section {
  readonly name: Words;
  readonly elements: readonly CheckedElement[];
}
export interface CheckedLevel {
  readonly level: string;
  readonly name: Words;
  readonly meaning: Words;
  readonly bottom?: string | undefined;
  readonly top?: string | undefined;
}

type NamedComponent = ScoreComponent & { readonly name: Words };
export type CheckedScoring =
  | Exclude<ScoringMethod, { readonly method: 'composition' }>
  | { readonly method: 'composition'; readonly components: readonly NamedComponent[] };

export interface CheckedCalibration {
  readonly changes: 'places' | 'levels' | 'nothing';
  readonly orderKept: boolean;
  readonly reasonCodes: readonly { readonly code: string; readonly name: Words }[];
  readonly reasonAtLeast: number;
  readonly quorum: number;
  readonly withoutQuorum: WithoutQuorum;
}

export type CheckedPeriod = PackPeriod & { readonly title: Words };

export interface CheckedPack extends PeriodicPack, ScoringRules {
  readonly name: string;
  readonly version: string;
  readonly title: Words;
  readonly forWhom: Words;
  readonly effectiveFrom: string;
  readonly sources: readonly { readonly rule: Words; readonly concerns: Words; readonly kind: 'law' | 'practice' | 'choice' }[];
  readonly timeZone: string;
  readonly workingTime: { readonly opens: string; readonly due: string; readonly mailFrom: string; readonly mailUntil: string };
  readonly phases: readonly CheckedPhase[];
  readonly periods?: readonly CheckedPeriod[] | undefined;
  readonly goals: GoalRules & { readonly recommended: readonly [number, number] };
  readonly scales: readonly CheckedScale[];
  readonly sections: readonly CheckedSection[];
  readonly overall?: { readonly scale: string; readonly name: Words } | undefined;
  readonly development: { readonly fewest: number };
  readonly scoring: CheckedScoring;
  readonly levels: readonly CheckedLevel[];
  readonly ranking: 'allowed' | 'forbidden';
  readonly distribution: Distribution;
  readonly calibration: CheckedCalibration;
  readonly review: { readonly beforeEmployee: boolean };
  readonly notice: readonly NoticeContent[];
  readonly acknowledgement: { readonly means: Words; readonly refusalIsRecorded: boolean };
  readonly appeal: { readonly windowWorkingDays: number; readonly answerWorkingDays: number; readonly decidedBy: PackDay };
  readonly escalation: {
    readonly superiorAfterWorkingDays: number;
    readonly hrAfterWorkingDays: number;
    readonly hrDirectlyAfterWorkingDays: number;
  };
  readonly mailBudget: { readonly staff: number; readonly rater: number; readonly perDay: number };
  readonly retention: { readonly class: Words; readonly years: number };
  readonly promotion?: CheckedPromotion | undefined;
}

export type NoticeContent = 'level' | 'points' | 'score' | 'opinion' | 'strengths' | 'development';

export interface CheckedPromotion {
  readonly fullMarks: string;
  readonly rating: number;
  readonly career: number;
  readonly careerFullMarks: string;
  readonly decidedOn: string;
  readonly appliesFrom: string;
}
