/** What a check may find in a pack, by family of `check/`. Each has words: `finding.CODE`. */
export const FINDING_CODES = [
  // ids, references
  'duplicate-id',
  'unknown-scale',
  'unknown-level',
  'unknown-section',
  // sums
  'shares-do-not-sum',
  'weights-do-not-sum',
  'share-missing',
  'weight-missing',
  'weight-out-of-range',
  'section-empty',
  'section-not-counted',
  // windows
  'closes-before-opens',
  'windows-overlap',
  'phases-out-of-order',
  'due-outside-window',
  'due-out-of-order',
  'time-out-of-order',
  'time-zone-unknown',
  // periods
  'period-unknown',
  'period-day-missing',
  'period-day-of-nothing',
  'period-beyond-next-year',
  // tasks
  'workflow-not-of-a-phase',
  'subject-does-not-fit',
  'task-of-another-workflow',
  'phase-nobody-can-do',
  'phase-without-end',
  'ends-by-silence',
  'reviewer-of-nobody',
  'review-without-reviewer',
  'rating-never-asked',
  'result-never-decided',
  'result-never-told',
  'calibration-does-not-wait',
  'exempt-from-result',
  // goals
  'fewest-above-most',
  'recommended-out-of-range',
  'goal-weights-cannot-sum',
  'goal-weights-needed',
  'goals-never-set',
  // scales and levels
  'anchor-missing',
  'values-missing',
  'values-out-of-order',
  'value-out-of-range',
  'band-missing',
  'bands-out-of-order',
  'bands-overlap',
  'bands-with-hole',
  'levels-differ',
  // derivation
  'derivation-elements',
  'derivation-weights',
  'derivation-values',
  'derivation-levels',
  'derivation-goals',
  'derivation-critical',
  'derivation-overall',
  // distribution, calibration
  'level-without-share',
  'shares-out-of-order',
  'quota-with-ranking-forbidden',
  'places-with-ranking-forbidden',
  'shares-without-places',
  'shares-without-numbers',
  'cap-cannot-be-kept',
  'meeting-day-missing',
  'meeting-not-asked',
  'meeting-outside-window',
  'reason-codes-missing',
  // publication, notice, appeal, promotion
  'publication-before-calibration',
  'notice-before-publication',
  'archive-too-early',
  'appeal-too-short',
  'points-without-numbers',
  'score-without-numbers',
  'promotion-inside-delay',
  'promotion-full-marks',
  // texts
  'text-missing',
  'text-untranslated',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** What the schema itself refuses, by its reasons; they have words of the same kind. */
export const STRUCTURE_CODES = [
  'not-json',
  'too-deep',
  'field-missing',
  'field-empty',
  'unrecognized-keys',
  'invalid-type',
  'invalid-value',
  'invalid-format',
  'invalid-union',
  'invalid-key',
  'too-small',
  'too-big',
  'not-a-key',
  'not-a-number',
  'not-a-time',
  'not-a-version',
] as const;

/** What only the shelf of known packs can tell. */
export const SHELF_CODES = ['name-taken', 'version-taken'] as const;

/** Something in a policy pack that its schema cannot see, because it compares two places. */
export interface Finding {
  readonly code: FindingCode;
  /** JSON pointer into the pack. */
  readonly pointer: string;
  readonly details?: Readonly<Record<string, unknown>>;
}
