import Table from 'cli-table3';
import { localDate, localTime } from '../../domain/cycle/instants.ts';

/** Of a cycle, or of none; the instants of a rehearsal are of its own clock. */
export interface OfCycle {
  readonly cycle: string | null;
  readonly isRehearsal: boolean;
}

/** Writes a value for programs, or its words for people. */
export function show(value: unknown, { json }: { readonly json?: boolean }, words: () => string): void {
  process.stdout.write(`${json === true ? JSON.stringify(value, null, 2) : words()}\n`);
}

/** A table with a heading; where there is nothing, the heading says so. */
export function table(title: string, head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) return `${title}: none`;
  const drawn = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  for (const row of rows)
    drawn.push(row.map((cell) => (cell === null || cell === undefined ? '-' : String(cell as string | number))));
  return `${title}\n${drawn.toString()}`;
}

/** The number of a cycle, with a word where it is a rehearsal. */
export function cycleOf({ cycle, isRehearsal }: OfCycle): string | null {
  return isRehearsal && cycle !== null ? `${cycle} (rehearsal)` : cycle;
}

/** An instant as the clocks of the cycle's zone show it, to the minute. */
export function minute(instant: string | null, timeZone = 'UTC'): string {
  return instant === null ? '-' : `${localDate(instant, timeZone)} ${localTime(instant, timeZone)}`;
}
