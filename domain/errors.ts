/** Every reason for which Dure refuses something. One code, one meaning, in every layer. */
export const ERROR_CODES = [
  'answer-required',
  'answer-does-not-fit',
  'calibration-not-complete',
  'command-already-decided',
  'command-key-reused',
  'cycle-already-launched',
  'cycle-not-launched',
  'draft-changed',
  'employee-unknown',
  'encoding-unknown',
  'forbidden',
  'goal-count',
  'group-locked',
  'invalid-input',
  'launch-blocked',
  'link-used-or-expired',
  'mail-address-missing',
  'nothing-selected',
  'not-found',
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
  'unknown-member',
  'weights-do-not-sum',
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
