import { DomainError, type ErrorCode } from '../../domain/errors.ts';
import { errors } from '../../domain/words/en/errors.ts';

export interface ScoreFault {
  readonly code: ErrorCode;
  /** JSON pointer from the root of the document. */
  readonly path: string;
  readonly message: string;
}

/** Why there is no answer, as a line of JSON tells it: never a stack. */
export function fault(error: unknown): ScoreFault {
  if (error instanceof DomainError) {
    const { code, details } = error;
    return { code, path: typeof details['path'] === 'string' ? details['path'] : '', message: errors[`error.${code}`] };
  }
  // Files and pipes fail with a code of the system.
  const code = error instanceof Error && 'syscall' in error ? 'file-unreadable' : 'unexpected';
  const reason = code === 'file-unreadable' ? ` ${(error as Error).message}` : '';
  return { code, path: '', message: `${errors[`error.${code}`]}${reason}` };
}
