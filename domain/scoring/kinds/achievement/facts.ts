/** What every method takes; which of them a method reads is its own business (scoring.md ACH1). */
interface CommonFacts {
  /** Any other word than `higher` and `lower` is a direction that nobody knows. */
  readonly direction?: string | null | undefined;
  readonly target?: string | null | undefined;
  readonly actual?: string | null | undefined;
  readonly cap?: string | undefined;
  readonly floor?: string | undefined;
  /** Lower is better with a target of 0: actual 0 is full, above is nothing. */
  readonly zeroTarget?: 'undefined' | 'full-or-nothing';
}

export interface RatioFacts extends CommonFacts {
  readonly method: 'ratio' | 'linear';
  readonly target: string;
}
export interface StepTableFacts extends CommonFacts {
  readonly method: 'steps';
  readonly target: string;
  /** Lowest achievement of the step, and its points in per cent of the weight. */
  readonly steps: readonly (readonly [string, string])[];
}
export interface BaselineFacts extends CommonFacts {
  readonly method: 'from-baseline';
  readonly target: string;
  readonly baseline: string;
}
export interface AssignedFacts extends CommonFacts {
  readonly method: 'assigned-ratio' | 'assigned-deviation';
  /** Oldest first. */
  readonly history?: readonly string[] | null;
  /** A main business has the wider limits. */
  readonly main?: boolean;
  readonly deviation?: 'population' | 'sample';
}
export interface TrendFacts extends CommonFacts {
  readonly method: 'trend';
  /** Oldest first. */
  readonly history?: readonly string[] | null;
}
export interface MilestoneFacts extends CommonFacts {
  readonly method: 'milestones';
  readonly milestones: readonly { readonly weight: string; readonly done: boolean }[];
}
export interface PanelFacts extends CommonFacts {
  readonly method: 'panel';
  /** On 100. */
  readonly panel: readonly string[];
  /** Marks that are dropped at each end. */
  readonly trim?: number;
}

export type AchievementFacts =
  RatioFacts | StepTableFacts | BaselineFacts | AssignedFacts | TrendFacts | MilestoneFacts | PanelFacts;

/** Why there is no achievement; the first that holds in this order (scoring.md GEN8). */
export type NoAchievement =
  'direction-unknown' | 'actual-missing' | 'no-history' | 'baseline-equals-target' | 'negative-value' | 'target-is-zero';

export type Direction = 'higher' | 'lower';

export function findDirection(direction: string | null | undefined): Direction | undefined {
  return direction === 'higher' || direction === 'lower' ? direction : undefined;
}
