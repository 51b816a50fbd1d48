import { compareInstants, localDate } from './instants.ts';
import type { PlannedPhase } from './plan.ts';

type Window = Pick<PlannedPhase, 'key' | 'opensAt' | 'closesAt' | 'dueAt'>;

/** A deadline at which its own phase is not open. */
export interface OutsideWindow {
  readonly phase: string;
  readonly kind: string;
  readonly where: 'before-opening' | 'after-closing';
  readonly dueAt: string;
}

/** Phases that nobody could ever work in: they close before they open, or at once. */
export function neverOpen(phases: readonly Window[]): readonly string[] {
  return phases.filter(({ opensAt, closesAt }) => compareInstants(closesAt, opensAt) <= 0).map(({ key }) => key);
}

/** On which the first of them opens; undefined: there is none. */
export function firstDay(phases: readonly Pick<Window, 'opensAt'>[], timeZone: string): string | undefined {
  return phases.map(({ opensAt }) => localDate(opensAt, timeZone)).sort()[0];
}

/** Deadlines, by phase and task kind, that dates of HR's own put outside of the phase. */
export function outsideWindows(phases: readonly Window[]): readonly OutsideWindow[] {
  return phases.flatMap(({ key: phase, opensAt, closesAt, dueAt: deadlines }) =>
    Object.entries(deadlines).flatMap(([kind, dueAt]): OutsideWindow[] => {
      if (compareInstants(dueAt, opensAt) < 0) return [{ phase, kind, where: 'before-opening', dueAt }];
      return compareInstants(dueAt, closesAt) > 0 ? [{ phase, kind, where: 'after-closing', dueAt }] : [];
    }),
  );
}
