import { DomainError } from '../errors.ts';

/**
 * A form answers everything that is asked, once, and nothing else.
 *
 * @throws DomainError 'invalid-input' (not asked, or twice) | 'answer-required' with what is missing
 */
export function assertCovers(field: string, given: readonly string[], asked: readonly string[]): void {
  const strange = given.findIndex((id, index) => !asked.includes(id) || given.indexOf(id) !== index);
  if (strange >= 0) throw new DomainError('invalid-input', { path: `/${field}/${strange}`, reason: 'unknown-or-twice' });
  const missing = asked.filter((id) => !given.includes(id));
  if (missing.length > 0) throw new DomainError('answer-required', { path: `/${field}`, missing });
}
