import { EnvironmentError } from '../contracts/environment.ts';
import { isDatabaseAway } from '../db/database-away.ts';
import { DomainError } from '../domain/errors.ts';
import { isWordKey, refusalKey, renderMessage } from '../domain/words/render.ts';

/** Why a command did not do it, in words: our refusals and those of files, servers and JSON without a stack, everything else with it. */
export function refusal(error: unknown): string {
  if (error instanceof DomainError) {
    const key = refusalKey(error.code, error.details);
    const words = isWordKey(key) ? renderMessage('en', { key }) : error.code;
    const details = Object.keys(error.details).length === 0 ? '' : ` ${JSON.stringify(error.details)}`;
    return `${words} (${error.code})${details}`;
  }
  if (error instanceof EnvironmentError) return error.message;
  if (error instanceof SyntaxError) return error.message;
  if (isOfSystem(error)) return `${error.message} (${error.code})`;
  if (error instanceof Error && isDatabaseAway(error))
    return `The database does not answer: ${error.message}. Try again in a moment.`;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return `${error.message} (${error.code})`;
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}

/** A file, or an address where nobody listens: the message names which. */
function isOfSystem(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code);
}
