import { sql } from 'kysely';

/** SQL: whether the person of evaluation `e` rates others in the same cycle. */
export const LEADS = sql<boolean>`exists (select from evaluation o where o.cycle_id = e.cycle_id and o.rater_id = e.employee_id and o.state = 'enrolled')`;
