import { PHASE_STATES } from '../../../domain/cycle/phase-states.ts';
import type { Query } from '../../../contracts/api/routes.ts';

type Known = NonNullable<NonNullable<Query<'listPeople'>>['state']>;

export const STATES = [...PHASE_STATES, 'late', 'withdrawn', 'excluded'] as const satisfies readonly Known[];

export interface PeopleSearch {
  readonly q?: string;
  readonly state?: (typeof STATES)[number];
  readonly unit?: string;
  readonly phase?: string;
}

/** What the address says about whom to show; anything else is left out. Numbers of an address arrive as numbers. */
export function peopleSearch(search: Record<string, unknown>): PeopleSearch {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === 'string' || typeof value === 'number' ? { [name]: String(value) } : {};
  };
  const state = STATES.find((one) => one === search['state']);
  return { ...text('q'), ...text('unit'), ...text('phase'), ...(state === undefined ? {} : { state }) };
}
