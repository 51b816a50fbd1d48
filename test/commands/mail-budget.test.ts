import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SmallCity, STAFF, evaluationOf, launchedCity, opened, order } from './small-city.ts';

let city: SmallCity;
beforeEach(async () => {
  city = await launchedCity();
});
afterEach(() => city.drop());

interface MailRow {
  readonly mail_kind: string;
  readonly details: { readonly taskIds?: readonly string[] };
  readonly day: string;
}

async function mailsTo(no: string): Promise<readonly MailRow[]> {
  const { rows } = await sql<MailRow>`
    select mail_kind, details, (send_at at time zone 'Asia/Seoul')::date::text as day from notification
     where employee_id = ${city.ids[no]} and state = 'queued' order by id`.execute(city.db);
  return rows;
}

describe('many commands', () => {
  test('row-24: tell somebody who gets a task by each of them in one mail', async () => {
    const ids: string[] = [];
    for (const no of STAFF) ids.push((await opened(city, no, { kind: 'goals.agree' })).id);
    const before = (await mailsTo('M1')).length;
    for (const id of ids)
      await order(city, { command: 'reassign', selection: { taskIds: [id] }, arguments: { as: 'task', employeeNo: 'M1' } });
    const told = (await mailsTo('M1')).slice(before);
    expect(told.map(({ mail_kind }) => mail_kind)).toEqual(['task.assigned']);
    expect([...(told[0]?.details.taskIds ?? [])].map(Number).sort((a, b) => a - b)).toEqual(ids.map(Number));
  });

  test('row-24: a mail that went takes in nothing more', async () => {
    const ids: string[] = [];
    for (const no of ['S1', 'S2', 'S3']) ids.push((await opened(city, no, { kind: 'goals.agree' })).id);
    for (const id of ids) {
      await order(city, { command: 'reassign', selection: { taskIds: [id] }, arguments: { as: 'task', employeeNo: 'M1' } });
      await sql`update notification set state = 'sent' where mail_kind = 'task.assigned'`.execute(city.db);
    }
    const { rows } = await sql<{ day: string; n: number }>`
      select (send_at at time zone 'Asia/Seoul')::date::text as day, count(*)::int n from notification
       where employee_id = ${city.ids['M1']} and mail_kind <> 'digest' group by 1 order by 1`.execute(city.db);
    expect(rows.map(({ n }) => n).every((n) => n <= 2)).toBe(true);
    expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(3);
  });

  test('row-24: tell each change of a deadline once', async () => {
    await opened(city, 'S1', { kind: 'goals.draft' });
    for (const dueOn of ['2026-02-09', '2026-02-10', '2026-02-11'])
      await order(city, {
        command: 'extend-tasks',
        selection: { evaluationIds: [await evaluationOf(city, 'S1')] },
        arguments: { dueOn },
      });
    expect((await mailsTo('S1')).map(({ mail_kind }) => mail_kind)).toEqual(['goals.draft', 'due.changed']);
  });
});
