import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiCity, type Client, apiCity } from './support.ts';

// Of each kind: one request that waits, and after it three that were taken back.

let city: ApiCity;
let approver: Client;
beforeAll(async () => {
  city = await apiCity();
  approver = await city.signIn('HR2');
  const { HR1: hr, S1: employee } = city.ids;
  const undone = sql`
    case when n > 1 then now() end, case when n > 1 then ${hr}::bigint end from generate_series(1, 4) n`;
  await sql`
    insert into role_request (employee_id, role, grants, reason, requested_by, undone_at, undone_by)
    select ${employee}, 'clerk', true, n::text, ${hr}, ${undone}`.execute(city.db);
  await sql`
    with request as (
      insert into departure_request (left_on, reason, needs_approval, requested_by, undone_at, undone_by)
      select '2020-06-30', n::text, true, ${hr}, ${undone} returning id)
    insert into departure_request_person (departure_request_id, employee_id) select id, ${employee} from request`.execute(
    city.db,
  );
});
afterAll(() => city.drop());

test.each(['/role-requests', '/departures'])('row-3: %s tells what waits first, then the newest, to the end', async (url) => {
  const told: unknown[] = [];
  for (let cursor = ''; told.length < 9;) {
    const { status, body } = await approver.ask('GET', `${url}?limit=1${cursor}`);
    expect(status).toBe(200);
    told.push(...(body['items'] as { reason: string }[]).map(({ reason }) => reason));
    if (typeof body['next'] !== 'string') break;
    cursor = `&cursor=${body['next']}`;
  }
  expect(told).toEqual(['1', '4', '3', '2']);
});
