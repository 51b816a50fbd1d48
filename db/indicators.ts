import { type RawBuilder, sql } from 'kysely';
import type { Db } from './connection.ts';
import type { Trx } from './in-transaction.ts';

/**
 * SQL: ids of the units whose indicators the goals of people of a unit may serve: its own, and the parts that make up its score in the cycle.
 * Parts of parts are the business of whoever heads the part.
 */
export function servableUnits(cycleId: RawBuilder<unknown>, unitId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    (select ${unitId} union all select unit_id from cycle_unit where cycle_id = ${cycleId} and part_of = ${unitId})`;
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

/** Units on whose card an indicator stands: its own, and the one whose score is made of it. */
export async function cardsWith(db: Db | Trx, { cycleId, id }: IndicatorOf): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select u.id
      from indicator i
      left join cycle_unit w on w.cycle_id = i.cycle_id and w.unit_id = i.unit_id
      join unit u on u.id in (i.unit_id, w.part_of)
     where i.cycle_id = ${cycleId} and i.id = ${id}`.execute(db);
  return rows.map((row) => row.id);
}
