/** Every reason for which Dure refuses something. One code, one meaning, in every layer. */
export const ERROR_CODES = [
  'answer-does-not-fit',
  'answer-required',
  'calibration-not-complete',
  'cap-exceeded',
  'command-already-decided',
  'command-key-reused',
  'cycle-already-launched',
  'cycle-not-launched',
  'draft-changed',
  'employee-unknown',
  'encoding-unknown',
  'forbidden',
  'goal-count',
  'goals-not-aligned',
  'goals-not-critical',
  'goals-not-together',
  'group-locked',
  'invalid-input',
  'launch-blocked',
  'link-used-or-expired',
  'mail-address-missing',
  'not-found',
  'not-signed-in',
  'nothing-selected',
  'pack-invalid',
  'phase-unknown',
  'place-out-of-range',
  'rating-not-accepted',
  'reason-required',
  'reason-too-short',
  'rehearsal-clock-backwards',
  'rehearsal-needs-mailbox',
  'results-required',
  'second-person-needed',
  'shares-do-not-sum',
  'task-closed',
  'task-expired',
  'task-paused',
  'too-many-requests',
  'unexpected',
  'unit-order',
  'unknown-member',
  'weights-do-not-sum',
  'words-required',
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
