import { type RawBuilder, sql } from 'kysely';
import type { Step } from '../domain/scoring/steps.ts';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

/** The version of a result that counts. */
export interface ResultInForce {
  readonly id: string;
  readonly evaluationId: string;
  readonly employeeId: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly unitName: string;
  readonly place: number;
  readonly grade: string | null;
  readonly points: string | null;
  /** `ResultInputs` where they can be read. */
  readonly inputs: unknown;
  readonly steps: readonly Step[];
  readonly packSha256: string;
}

/** Whose results: these people's, or those of all on whose card an indicator stands. */
export type Concerned = { readonly cycleId: string } & (
  { readonly evaluationIds: readonly string[] } | { readonly indicatorId: string }
);

/** Results of enrolled people of a cycle, by evaluation. */
export async function resultsInForce(db: Db | Trx, concerned: Concerned): Promise<readonly ResultInForce[]> {
  const { rows } = await sql<ResultInForce>`
    select r.id, r.evaluation_id "evaluationId", e.employee_id "employeeId", m.employee_no "employeeNo", e.name,
           e.unit_name "unitName", c.place, r.grade, r.points, r.inputs, r.steps,
           encode(r.pack_sha256, 'hex') "packSha256"
      from result r join evaluation e on e.id = r.evaluation_id join employee m on m.id = e.employee_id
      join calibration_place c on c.process_run_id = r.calibration_run_id and c.evaluation_id = r.evaluation_id
     where e.cycle_id = ${concerned.cycleId} and r.void_at is null and ${whose(concerned)} order by r.evaluation_id`.execute(db);
  return rows;
}

function whose(concerned: Concerned): RawBuilder<boolean> {
  if ('evaluationIds' in concerned) return sql`e.id = any (${concerned.evaluationIds}::bigint[])`;
  const card = JSON.stringify([{ indicators: [{ id: concerned.indicatorId }] }]);
  return sql`r.inputs->'score'->'cards' @> ${card}::jsonb`;
}
