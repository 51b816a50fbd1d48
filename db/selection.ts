import { type RawBuilder, sql } from 'kysely';
import type { Selection } from '../contracts/commands.ts';

/** True where the selection names nobody and nothing: it selects nothing, never everything. */
export function selectsNothing(selection: Selection): boolean {
  return Object.values(selection).every((part) => part === undefined);
}

/** Runs of people and groups that a selection names, as a condition on `process_run p left join evaluation e`. The cycle's own run is never among them. */
export function selectedRuns(cycleId: string, selection: Selection): RawBuilder<boolean> {
  const { phase, evaluationIds, unitIds, groupIds, runIds } = selection;
  const conditions = [
    sql`p.cycle_id = ${cycleId}`,
    sql`num_nonnulls(p.evaluation_id, p.rating_group_id, p.unit_id, p.appeal_id) = 1`,
    ...(phase === undefined ? [] : [sql`p.phase = ${phase}`]),
    ...(evaluationIds === undefined ? [] : [sql`p.evaluation_id = any (${evaluationIds}::bigint[])`]),
    ...(unitIds === undefined ? [] : [sql`e.unit_id = any (${unitIds}::bigint[])`]),
    ...(groupIds === undefined ? [] : [sql`coalesce(p.rating_group_id, e.rating_group_id) = any (${groupIds}::bigint[])`]),
    ...(runIds === undefined ? [] : [sql`p.id = any (${runIds}::bigint[])`]),
    ...(selectsNothing(selection) ? [sql`false`] : []),
  ];
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/**
 * Tasks that a selection names, as a condition on `task t join process_run p left join evaluation e`. Ask for open ones by `t.outcome is null`: `t.state` brings in the
 * indexes of all open tasks, which a planner without statistics scans for every single run.
 */
export function selectedTasks(cycleId: string, selection: Selection): RawBuilder<boolean> {
  const { kind, taskIds } = selection;
  const conditions = [
    selectedRuns(cycleId, selection),
    ...(kind === undefined ? [] : [sql`t.kind = ${kind}`]),
    ...(taskIds === undefined ? [] : [sql`t.id = any (${taskIds}::bigint[])`]),
  ];
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** Evaluations that a selection names, as a condition on `evaluation e`. */
export function selectedEvaluations(cycleId: string, selection: Selection): RawBuilder<boolean> {
  const { evaluationIds, unitIds, groupIds } = selection;
  const conditions = [
    sql`e.cycle_id = ${cycleId}`,
    ...(evaluationIds === undefined ? [] : [sql`e.id = any (${evaluationIds}::bigint[])`]),
    ...(unitIds === undefined ? [] : [sql`e.unit_id = any (${unitIds}::bigint[])`]),
    ...(groupIds === undefined ? [] : [sql`e.rating_group_id = any (${groupIds}::bigint[])`]),
    ...([evaluationIds, unitIds, groupIds].every((part) => part === undefined) ? [sql`false`] : []),
  ];
  return sql`(${sql.join(conditions, sql` and `)})`;
}
