import { sql } from 'kysely';
import type { Db } from '../connection.ts';

export interface PhaseRun {
  readonly evaluationId: string;
  readonly phase: string;
  readonly state: 'open' | 'done' | 'failed';
  readonly outcome: string | null;
  readonly paused: boolean;
}

/** The live run of every phase of the evaluations; of a group's phase the run of their group. */
export async function phaseRuns(db: Db, evaluationIds: readonly string[]): Promise<readonly PhaseRun[]> {
  if (evaluationIds.length === 0) return [];
  const ids = sql`select e.id, e.rating_group_id from evaluation e where e.id = any (${[...evaluationIds]}::bigint[])`;
  const { rows } = await sql<PhaseRun>`
    with e as (${ids})
    select e.id "evaluationId", p.phase, p.state, p.outcome, p.paused_at is not null paused
      from e
      join process_run p on p.evaluation_id = e.id
     where p.state <> 'void'
    union all
    select e.id, p.phase, p.state, p.outcome, p.paused_at is not null
      from e
      join process_run p on p.rating_group_id = e.rating_group_id
     where p.state <> 'void'`.execute(db);
  return rows;
}
