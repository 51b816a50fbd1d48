/** What somebody without a part in an evaluation may look at it for; said in words as well. */
export const PURPOSES = ['question', 'appeal', 'correction', 'check', 'personnel', 'audit', 'disclosure', 'other'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** As the log of looks keeps it, and as who was looked at reads it. */
export interface LookedFor {
  readonly purpose: Purpose;
  readonly note: string;
}

/** Most characters of the words beside a purpose. */
export const NOTE_LENGTH = 200;

/** A reason as the one line that the log of looks keeps; no character is cut in two. */
export function noteOf(reason: string): string {
  const line = reason.replaceAll(/\s+/gu, ' ').trim();
  return line
    .slice(0, NOTE_LENGTH)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}
