import { sql } from 'kysely';
import { SUBMISSIONS } from '../contracts/forms.ts';
import { type EvaluationScore, type ScoreInputs, evaluationScore } from '../domain/scoring/evaluation-score.ts';
import type { ScoringRules } from '../domain/scoring/rating.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';

interface Rated {
  readonly evaluation_id: string;
  readonly content: unknown;
  readonly rules: ScoringRules;
  readonly pack_sha256: Buffer;
  readonly goals: readonly {
    readonly id: string;
    readonly weight: string;
    readonly target: string;
    readonly direction: string;
  }[];
}

/**
 * Computes the rater's score on 100 from the last rating of a run and stores it with inputs and steps; again for the same run changes nothing.
 * Without a rating, or with one that cannot be computed, the score is null with a reason: the person counts as rated and stands on the chair's list.
 */
export async function scoreEvaluation(db: Db, { processRunId }: { readonly processRunId: string }): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { rows } = await sql<Rated>`
      select p.evaluation_id, s.content, k.content rules, k.sha256 pack_sha256,
             coalesce((select jsonb_agg(jsonb_build_object('id', g.key, 'weight', g.content->>'weight', 'target', g.content->>'target', 'direction', g.content->>'direction') order by g.id)
                from goal g where g.evaluation_id = p.evaluation_id and g.replaced_at is null), '[]') goals
        from process_run p join cycle c on c.id = p.cycle_id join policy_pack k on k.id = c.policy_pack_id
        left join lateral (
          select s.content from task t join submission s on s.task_id = t.id
           where t.process_run_id = p.id and t.kind = 'rating.write' and t.outcome = 'done' order by t.round desc limit 1) s on true
       where p.id = ${processRunId} and p.state <> 'void'`.execute(trx);
    const rated = rows[0];
    if (rated === undefined) return;
    const inputs = inputsOf(rated);
    const computed: EvaluationScore = inputs === undefined ? NOT_RATED : evaluationScore(rated.rules, inputs);
    await sql`
      insert into score (process_run_id, evaluation_id, score, scaled, why_null, inputs, steps, pack_sha256, computed_at)
      select id, evaluation_id, ${computed.score}, ${computed.scaled}, ${computed.reason}, ${JSON.stringify(inputs ?? null)}::jsonb, ${JSON.stringify(computed.steps)}::jsonb,
             ${rated.pack_sha256}, cycle_now(cycle_id)
        from process_run where id = ${processRunId}
      on conflict (process_run_id) do nothing`.execute(trx);
  });
}

const NOT_RATED: EvaluationScore = { score: null, scaled: null, reason: 'not-rated', steps: [] };

function inputsOf({ content, goals }: Rated): ScoreInputs | undefined {
  const parsed = SUBMISSIONS['rating.write'].safeParse(content);
  if (!parsed.success) return undefined;
  const rated = new Map(parsed.data.goals.map((goal) => [goal.goalId, goal]));
  return {
    goals: goals.map((goal) => ({
      ...goal,
      actual: rated.get(goal.id)?.actual ?? null,
      level: rated.get(goal.id)?.level ?? null,
    })),
    competencies: parsed.data.competencies.map(({ id, level }) => ({ id, level })),
  };
}
