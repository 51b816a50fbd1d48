import { sql } from 'kysely';
import type { Words } from '../../domain/words/message.ts';
import type { Db } from '../connection.ts';
import { iso } from './json.ts';

export interface MeRow {
  readonly employeeId: string;
  readonly employeeNo: string;
  readonly name: string;
  readonly language: 'ko' | 'en' | null;
  readonly roles: readonly string[];
  readonly unit: { readonly id: string; readonly name: string };
  readonly manages: boolean;
  readonly rehearsals: readonly { readonly id: string; readonly name: string; readonly now: string; readonly timeZone: string }[];
}

/** Somebody as the frame of every page needs it. A rehearsal shows its clock in the zone of its first cycle. HR and operators meet every rehearsal that has a cycle, others those in which they have a part: an evaluation, a rating, a seat in the committee. */
export async function findMe(db: Db, employeeId: string): Promise<MeRow | undefined> {
  const { rows } = await sql<Omit<MeRow, 'unit'> & { unitId: string; unitName: string }>`
    select e.id "employeeId", e.employee_no "employeeNo", e.name, e.language, u.id "unitId", u.name "unitName",
           coalesce((select jsonb_agg(r.role order by r.role)
                       from role_assignment r
                      where r.employee_id = e.id), '[]') roles,
           exists (select from evaluation v
                     join cycle c on c.id = v.cycle_id
                    where c.archived_at is null and (v.rater_id = e.id or v.reviewer_id = e.id)) manages,
           coalesce((select jsonb_agg(jsonb_build_object(
             'id', h.id::text, 'name', h.name,
             'timeZone', (select c.time_zone from cycle c where c.rehearsal_id = h.id order by c.id limit 1),
             'now', ${iso('h.now_at')}) order by h.id)
             from rehearsal h
            where (exists (select from cycle c where c.rehearsal_id = h.id)
                   and exists (select from role_assignment r
                                where r.employee_id = e.id and r.role in ('hr', 'hr-approver', 'operator')))
               or exists (select from cycle c
                            join evaluation v on v.cycle_id = c.id
                           where c.rehearsal_id = h.id and e.id in (v.employee_id, v.rater_id, v.reviewer_id))
               or exists (select from cycle c
                           where c.rehearsal_id = h.id
                             and (c.committee->>'chair' = e.id::text or c.committee->'members' @> to_jsonb(e.id::text)))
               or exists (select from cycle c
                            join process_run p on p.cycle_id = c.id
                            join calibration_session s on s.process_run_id = p.id
                            left join calibration_seat k on k.process_run_id = s.process_run_id
                           where c.rehearsal_id = h.id and e.id in (s.chair_id, k.employee_id))),
                            '[]') rehearsals
      from employee e join unit u on u.id = e.unit_id where e.id = ${employeeId}`.execute(db);
  const row = rows[0];
  if (row === undefined) return undefined;
  const { unitId, unitName, ...me } = row;
  return { ...me, unit: { id: unitId, name: unitName } };
}

export interface HrContact {
  readonly label: Words;
  readonly email: string;
}

/** Who answers questions where the installation names nobody: the first of HR, with the unit. */
export async function findHrContact(db: Db): Promise<HrContact | undefined> {
  const { rows } = await sql<HrContact>`
    select jsonb_build_object('ko', u.name || ' ' || e.name, 'en', u.name || ' ' || coalesce(e.name_en, e.name)) label,
           e.email
      from role_assignment r
      join employee e on e.id = r.employee_id
      join unit u on u.id = e.unit_id
     where r.role = 'hr' and e.id not in (select l.employee_id from people_left(null) l)
     order by r.granted_at, e.id
     limit 1`.execute(db);
  return rows[0];
}
