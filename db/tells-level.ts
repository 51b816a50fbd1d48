import { sql } from 'kysely';

/** Of a run `p`: only some levels are reviewed in its phase, so that a review, or none, tells the owner of the evaluation which level it is. */
export const TELLS_LEVEL = sql<boolean>`exists (
      select from task_rule u where u.cycle_id = p.cycle_id and u.phase = p.phase and u.only_levels is not null)`;
