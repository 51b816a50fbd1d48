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
  const { rows } = await sql<PhaseRun>`
    select e.id "evaluationId", p.phase, p.state, p.outcome, p.paused_at is not null paused
      from evaluation e join process_run p on p.evaluation_id = e.id or (p.rating_group_id = e.rating_group_id and p.cycle_id = e.cycle_id)
     where e.id = any (${[...evaluationIds]}::bigint[]) and p.state <> 'void'`.execute(db);
  return rows;
}
