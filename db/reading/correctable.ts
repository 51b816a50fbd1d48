import { sql } from 'kysely';
import type { Db } from '../connection.ts';
import type { IndicatorInForce } from '../indicators.ts';
import type { Person } from './json.ts';

export interface CorrectableResult {
  readonly cycleId: string;
  readonly person: Person & { readonly unitName: string };
  readonly indicators: readonly (IndicatorInForce & { readonly id: string })[];
}

/** The indicators on the card behind a published result, by unit and name; undefined where no result is public. */
export async function findCorrectable(db: Db, evaluationId: string): Promise<CorrectableResult | undefined> {
  const { rows } = await sql<CorrectableResult>`
    select e.cycle_id "cycleId",
           jsonb_build_object('employeeNo', m.employee_no, 'name', e.name, 'unitName', e.unit_name) person,
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'id', i.id::text, 'name', i.name, 'nameEn', i.name_en, 'unitName', u.name,
                      'unitOfMeasure', i.unit_of_measure, 'target', i.target::text, 'actual', i.actual::text)
                order by u.name, i.name)
               from indicator i join unit u on u.id = i.unit_id
              where i.cycle_id = e.cycle_id
                and i.id::text in (select x->>'id'
                                     from jsonb_path_query(r.inputs, '$.score.cards[*].indicators[*]') x)),
              '[]') indicators
      from evaluation e join employee m on m.id = e.employee_id
      join cycle c on c.id = e.cycle_id and c.published_at <= cycle_now(c.id)
      join result r on r.evaluation_id = e.id and r.void_at is null
     where e.id = ${evaluationId}`.execute(db);
  return rows[0];
}
