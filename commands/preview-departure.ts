import { sql } from 'kysely';
import type { DeparturePreview } from '../contracts/api/departures.ts';
import type { Db } from '../db/connection.ts';
import { employeeIds } from '../db/cycles.ts';
import type { Trx } from '../db/in-transaction.ts';
import { hasOpenRatings } from '../db/open-ratings.ts';
import { cyclesUnderWay, type LeavingPerson, leavingPeople } from '../db/reading/departures.ts';
import { readLying } from '../db/reading/lying.ts';
import { type Leaving, leftAlone, placesOf, ratesOf, touchedByLeaving } from '../db/touched.ts';
import { countsOf } from './lying.ts';
import { isLesserCase, ownCaseFinding } from './two-persons.ts';

export interface Departure {
  readonly employeeNos: readonly string[];
  /** Null: they have not left after all. */
  readonly leftOn: string | null;
  readonly actorId: string;
}

/** Who would be recorded to have left, with what lies with each, and whether a second person must say yes. @throws DomainError 'employee-unknown' */
export async function previewDeparture(db: Db | Trx, { employeeNos, leftOn, actorId }: Departure): Promise<DeparturePreview> {
  const ids = [...(await employeeIds(db, employeeNos)).values()];
  const people = (await leavingPeople(db, ids)).filter((person) => person.leftOn !== leftOn);
  const touched = await touchedByLeaving(db, trulyLeaving(people.map(({ employeeId }) => employeeId)));
  const own = await ownCaseFinding(db, { touched, people: [actorId] });
  const blockedBy = own ?? (people.length === 0 ? { code: 'nothing-selected' } : undefined);
  return {
    needsSecondPerson: await needsSecondPerson(db, people, actorId),
    blockedBy: blockedBy === undefined ? [] : [blockedBy],
    people: own === undefined ? await withLying(db, people) : [],
  };
}

/**
 * As a withdrawal: one person is a fact of the personnel record. More, at once or in a day, is for two; so is whoever holds a role or a place in a committee,
 * takes part, rates or reviews where ratings are written and the cycle is not over; and so is another day, or none, for who left by an order of two, or rates
 * or reviews, as they decide again by it.
 */
export async function needsSecondPerson(db: Db | Trx, people: readonly LeavingPerson[], actorId: string): Promise<boolean> {
  if (people.length > 1 || people.some(({ roles }) => roles.length > 0)) return true;
  const leaving = trulyLeaving(people.map(({ employeeId }) => employeeId));
  const { rows } = await sql`
    (${leftAlone(actorId, leaving.rehearsal)})
    union all
    (select from (${placesOf(leaving)}) p)
    union all
    (select from evaluation e
       join cycle c on c.id = e.cycle_id and c.rehearsal_id is null and c.archived_at is null
      where e.state = 'enrolled' and ${hasOpenRatings(sql`c.id`)}
        and e.employee_id in (select w.employee_id from (${leaving.whom}) w))
    union all
    (select from (${ratesOf(leaving)}) r)
    union all
    (select from departure d
       join departure_request_person p on p.employee_id = d.employee_id
       join departure_request q on q.id = p.departure_request_id and q.left_on = d.left_on and q.approved_at is not null
      where d.rehearsal_id is null and d.employee_id in (select w.employee_id from (${leaving.whom}) w))
    union all
    (select from departure d
       join evaluation e on e.employee_id = d.employee_id
       join audit_event a on a.what = 'evaluation.withdrawn' and a.subject = e.id
       join command_request q on q.id = (a.details->>'requestId')::bigint and q.needs_approval
      where d.rehearsal_id is null and q.arguments->>'leftOn' = d.left_on::text
        and d.employee_id in (select w.employee_id from (${leaving.whom}) w))
     limit 1`.execute(db);
  return rows.length > 0 || isLesserCase(db, { touched: await touchedByLeaving(db, leaving), employeeId: actorId });
}

/** Of no rehearsal. */
export function trulyLeaving(employeeIds: readonly string[]): Leaving {
  return { whom: sql`select id employee_id from unnest(${employeeIds}::bigint[]) id`, rehearsal: sql`null::bigint` };
}

/** Each with what lies with them in live cycles under way. */
export async function withLying(db: Db | Trx, people: readonly LeavingPerson[]): Promise<DeparturePreview['people']> {
  const lying = new Map<string, DeparturePreview['people'][number]['lies']>();
  for (const cycle of await cyclesUnderWay(db)) {
    for (const one of await readLying(
      db,
      cycle.id,
      people.map(({ employeeId }) => employeeId),
    )) {
      const counts = countsOf(one);
      if (Object.values(counts).some((count) => count !== false && count !== 0))
        lying.set(one.employeeId, [...(lying.get(one.employeeId) ?? []), { cycle, ...counts }]);
    }
  }
  return people.map(({ employeeId, roles, ...person }) => ({
    ...person,
    roles: [...roles],
    lies: lying.get(employeeId) ?? [],
  }));
}
