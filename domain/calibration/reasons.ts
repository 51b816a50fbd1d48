import { DomainError } from '../errors.ts';

export interface ReasonRules {
  readonly reasonAtLeast: number;
  readonly reasonCodes: readonly { readonly code: string }[];
}

export interface GivenReason {
  readonly evaluationId: string;
  readonly code: string;
  readonly reason: string;
}

/**
 * Whatever a committee changes has a code of the pack and a reason that is long enough to say something. `path` names the change in the form.
 *
 * @throws DomainError 'invalid-input' | 'reason-too-short'
 */
export function assertReason({ evaluationId, code, reason }: GivenReason, path: string, rules: ReasonRules): void {
  if (!rules.reasonCodes.some((known) => known.code === code))
    throw new DomainError('invalid-input', { path: `${path}/code`, reason: 'unknown-code', evaluationId });
  const characters = [...reason.trim()].length;
  if (characters < rules.reasonAtLeast)
    throw new DomainError('reason-too-short', { path: `${path}/reason`, evaluationId, characters, atLeast: rules.reasonAtLeast });
}
