/** Every reason for which Dure refuses something. One code, one meaning, in every layer. */
export const ERROR_CODES = [
  'answer-required',
  'answer-does-not-fit',
  'binary-number',
  'calibration-not-complete',
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
  'group-locked',
  'invalid-input',
  'launch-blocked',
  'level-out-of-range',
  'link-used-or-expired',
  'mail-address-missing',
  'missing-field',
  'not-a-number',
  'nothing-selected',
  'not-found',
  'not-json',
  'not-measured',
  'not-signed-in',
  'pack-invalid',
  'phase-unknown',
  'place-out-of-range',
  'reason-required',
  'reason-too-short',
  'rehearsal-clock-backwards',
  'rehearsal-needs-mailbox',
  'second-person-needed',
  'shares-do-not-sum',
  'task-closed',
  'task-paused',
  'task-expired',
  'too-many-requests',
  'unexpected',
  'unit-order',
  'unknown-field',
  'unknown-kind',
  'unknown-member',
  'unknown-value',
  'value-out-of-range',
  'weight-out-of-range',
  'weights-do-not-sum',
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
