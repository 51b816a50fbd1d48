/** Every reason for which Dure refuses something. One code, one meaning, in every layer. */
export const ERROR_CODES = [
  'address-changed-today',
  'address-of-hr',
  'address-of-role-holder',
  'address-unconfirmed',
  'answer-does-not-fit',
  'answer-required',
  'binary-number',
  'calibration-not-complete',
  'cap-exceeded',
  'chair-missing',
  'command-already-decided',
  'command-key-reused',
  'cycle-already-launched',
  'cycle-not-launched',
  'date-invalid',
  'dates-overlap',
  'draft-changed',
  'duplicate-id',
  'employee-unknown',
  'empty-list',
  'encoding-unknown',
  'file-unreadable',
  'forbidden',
  'goal-count',
  'goals-not-aligned',
  'goals-not-critical',
  'goals-not-together',
  'group-locked',
  'invalid-input',
  'launch-blocked',
  'level-out-of-range',
  'link-used-or-expired',
  'list-held',
  'mail-address-missing',
  'missing-field',
  'no-longer-of-hr',
  'not-a-number',
  'not-found',
  'not-json',
  'not-measured',
  'not-signed-in',
  'nothing-selected',
  'nothing-to-recalculate',
  'own-case',
  'pack-invalid',
  'pack-not-in-effect',
  'person-unconfirmed',
  'phase-unknown',
  'place-out-of-range',
  'preview-changed',
  'rating-not-accepted',
  'reason-required',
  'reason-too-short',
  'record-unreadable',
  'rehearsal-clock-backwards',
  'rehearsal-needs-mailbox',
  'result-changed',
  'results-required',
  'second-person-needed',
  'shares-do-not-sum',
  'task-closed',
  'task-expired',
  'task-paused',
  'too-many-requests',
  'too-many-waiting',
  'unexpected',
  'unit-order',
  'unknown-field',
  'unknown-kind',
  'unknown-member',
  'unknown-value',
  'value-out-of-range',
  'weight-out-of-range',
  'weights-do-not-sum',
  'words-required',
  'wrong-type',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** A refusal with a code from the closed list; `details` name the place (field, row, who and when), never free text of a person. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}
