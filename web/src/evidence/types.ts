import type { Evidence } from '../../../contracts/api/evidence.ts';

export type { Evidence };
export type Indicator = Evidence['indicators'][number];
export type GoalInForce = Evidence['goals'][number];
