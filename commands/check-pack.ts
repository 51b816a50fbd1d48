import { fieldProblems } from '../contracts/issue-path.ts';
import { type PolicyPack, policyPackSchema } from '../contracts/pack.ts';
import { DomainError } from '../domain/errors.ts';
import type { CheckedPack } from '../domain/packs/checked-pack.ts';
import type { STRUCTURE_CODES } from '../domain/packs/codes.ts';
import { findingsOf } from '../domain/packs/findings.ts';

/** Something wrong with a pack: what its schema refuses, or what the schema cannot see. */
export interface PackFinding {
  readonly code: string;
  /** JSON pointer into the pack. */
  readonly pointer: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface CheckedContent {
  /** Undefined where the schema refuses it. */
  readonly pack: PolicyPack | undefined;
  /** Everything at once. */
  readonly findings: readonly PackFinding[];
}

/** No pack goes deeper; reading one never runs out of stack. */
const MOST_LEVELS = 32;
const TEXT = /\/(ko|en)$/;

/** All that is wrong with what may be a pack. A part that the schema refuses hides only the checks that read it. */
export function checkPack(content: unknown): CheckedContent {
  if (!isWithin(content, MOST_LEVELS)) return { pack: undefined, findings: [{ code: 'too-deep', pointer: '' }] };
  const parsed = policyPackSchema.safeParse(content);
  if (parsed.success) return { pack: parsed.data, findings: findingsOf(parsed.data) };
  const faults = fieldProblems(parsed.error).map(({ path, reason }): PackFinding => {
    const pointer = path === '/' ? '' : path;
    return { code: reason === 'invalid-type' && pointer !== '' ? typeFault(valueAt(content, pointer)) : reason, pointer };
  });
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return { pack: undefined, findings: faults };
  const others = faults.filter(({ pointer }) => !TEXT.test(pointer));
  const unsound = new Set(
    others.filter(({ code }) => code !== 'unrecognized-keys').map(({ pointer }) => pointer.split('/')[1] ?? ''),
  );
  const findings: readonly PackFinding[] = findingsOf(content as CheckedPack, unsound);
  const said = new Set(findings.map(({ pointer }) => pointer));
  return { pack: undefined, findings: [...faults.filter(({ pointer }) => !said.has(pointer)), ...findings] };
}

/** What is a pack without faults. @throws DomainError 'pack-invalid' with the path of each fault */
export function soundPack(content: unknown): PolicyPack {
  const { pack, findings } = checkPack(content);
  if (pack === undefined || findings.length > 0) throw packInvalid(findings);
  return pack;
}

/** The refusal of a pack with everything that was found in it. */
export function packInvalid(findings: readonly PackFinding[]): DomainError {
  const issues = findings.map(({ code, pointer, details }) => ({ path: pointer, reason: code, ...(details && { details }) }));
  return new DomainError('pack-invalid', { issues });
}

function typeFault(value: unknown): (typeof STRUCTURE_CODES)[number] {
  if (value === undefined) return 'field-missing';
  return value === null ? 'field-empty' : 'invalid-type';
}

function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isWithin(one, levels - 1));
}

function valueAt(content: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
    }, content);
}
