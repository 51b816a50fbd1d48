import { storedResultInputs, storedScoreInputs, storedSessionInputs } from '../contracts/stored-inputs.ts';
import type { ResultInputs, SessionInputs } from '../db/reading/stored-results.ts';
import { DomainError } from '../domain/errors.ts';
import type { ScoreInputs } from '../domain/scoring/rated-things.ts';

interface Stored {
  readonly evaluationId: string;
  readonly inputs: unknown;
}

/**
 * What a score was made of, as the record has it; null where nobody rated. What can no longer be read is not computed with: whoever needs it stops.
 * @throws DomainError 'record-unreadable' with the evaluation's id
 */
export function readScoreInputs(stored: Stored): ScoreInputs | null {
  assertReadable(storedScoreInputs.nullable().safeParse(stored.inputs).success, stored);
  return stored.inputs as ScoreInputs | null;
}

/** The same of a result. @throws as `readScoreInputs` */
export function readResultInputs(stored: Stored): ResultInputs {
  assertReadable(storedResultInputs.safeParse(stored.inputs).success, stored);
  return stored.inputs as ResultInputs;
}

export function isReadableScore(inputs: unknown): boolean {
  return storedScoreInputs.nullable().safeParse(inputs).success;
}

export function isReadableResult(inputs: unknown): boolean {
  return storedResultInputs.safeParse(inputs).success;
}

/** What a session of calibration was made of; undefined where it can no longer be read. */
export function findSessionInputs(inputs: unknown): SessionInputs | undefined {
  return storedSessionInputs.safeParse(inputs).success ? (inputs as SessionInputs) : undefined;
}

function assertReadable(isReadable: boolean, { evaluationId }: Stored): void {
  if (!isReadable) throw new DomainError('record-unreadable', { evaluationId });
}
