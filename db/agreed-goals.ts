import { sql } from 'kysely';

/** SQL: the goals in force of an evaluation as a list of `AgreedGoal`, in the order in which they were written. `evaluationId` is an expression. */
export function agreedGoals(evaluationId: string) {
  return sql`coalesce((
    select jsonb_agg(jsonb_build_object('id', g.key, 'weight', g.content->>'weight',
                                        'method', coalesce(g.content->>'method', 'ratio'),
             'direction', g.content->>'direction', 'baseline', g.content->>'baseline', 'target', g.content->>'target',
             'designation', g.content->>'designation') order by g.id)
      from goal g where g.evaluation_id = ${sql.raw(evaluationId)} and g.replaced_at is null), '[]')`;
}
