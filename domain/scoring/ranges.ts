import { exact } from './exact.ts';
import type { Fault, FaultCode } from './faults.ts';

type RangeCode = Extract<FaultCode, 'value-out-of-range' | 'level-out-of-range' | 'weight-out-of-range'>;

/** The field's value is outside its range unless `holds`. */
export function rangeFaults(holds: boolean, path: string, code: RangeCode = 'value-out-of-range'): readonly Fault[] {
  return holds ? [] : [{ stage: 'range', code, path }];
}

/** What a share, a rate or a deduction must be; an absent one is. */
export function negativeFaults(value: string | undefined, path: string): readonly Fault[] {
  return rangeFaults(value === undefined || exact(value).n >= 0n, path);
}

/** What full marks must be; an absent one has a default that is. */
export function notAboveZeroFaults(value: string | undefined, path: string): readonly Fault[] {
  return rangeFaults(value === undefined || exact(value).n > 0n, path);
}
