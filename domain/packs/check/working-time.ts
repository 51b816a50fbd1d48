import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';

/** Days that begin before they end, in a time zone that exists. */
export function workingTimeFindings({ workingTime, timeZone }: CheckedPack): readonly Finding[] {
  const { opens, due, mailFrom, mailUntil } = workingTime;
  return [
    ...(due <= opens ? [{ code: 'time-out-of-order' as const, pointer: '/workingTime/due', details: { opens, due } }] : []),
    ...(mailUntil <= mailFrom
      ? [{ code: 'time-out-of-order' as const, pointer: '/workingTime/mailUntil', details: { mailFrom, mailUntil } }]
      : []),
    ...(isZone(timeZone) ? [] : [{ code: 'time-zone-unknown' as const, pointer: '/timeZone', details: { timeZone } }]),
  ];
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError is the only answer that a platform gives about a zone it does not know.
    return false;
  }
}
