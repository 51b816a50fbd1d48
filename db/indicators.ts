import { type RawBuilder, sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

/**
 * SQL: ids of the units whose indicators the goals of people of a unit may serve: its own, and the parts that make up its score in the cycle.
 * Parts of parts are the business of whoever heads the part.
 */
export function servableUnits(cycleId: RawBuilder<unknown>, unitId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select ${unitId} union all select unit_id from cycle_unit where cycle_id = ${cycleId} and part_of = ${unitId})`;
}

/** Numbers of a unit as they stand in the record. */
export interface IndicatorInForce {
  readonly name: string;
  readonly nameEn: string | null;
  readonly unitName: string;
  readonly unitOfMeasure: string;
  readonly target: string | null;
  readonly actual: string | null;
}

export interface IndicatorOf {
  readonly cycleId: string;
  readonly id: string;
}

/** Undefined: the cycle has no such indicator. */
export async function findIndicator(db: Db | Trx, { cycleId, id }: IndicatorOf): Promise<IndicatorInForce | undefined> {
  const { rows } = await sql<IndicatorInForce>`
    select i.name, i.name_en "nameEn", u.name "unitName", i.unit_of_measure "unitOfMeasure", i.target, i.actual
      from indicator i join unit u on u.id = i.unit_id where i.cycle_id = ${cycleId} and i.id = ${id}`.execute(db);
  return rows[0];
}
