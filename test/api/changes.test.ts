import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTask } from '../../commands/open-task.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { deliverAll } from '../support/deliver-all.ts';
import { goodGoals, type Client } from './support.ts';
import { type World, midYear } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await midYear();
  await deliverAll(world.db);
});
afterAll(() => world.drop());

/** Somebody whose page is open: asks what changed since it asked last. */
class Page {
  readonly #client: Client;
  #mark = '';

  constructor(client: Client) {
    this.#client = client;
  }

  async changed(): Promise<readonly string[]> {
    const { status, body } = await this.#client.ask('GET', `/changes${this.#mark === '' ? '' : `?since=${this.#mark}`}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    this.#mark = String(body['mark']);
    return body['changed'] as string[];
  }
}

async function pageOf(employeeNo: string): Promise<Page> {
  const page = new Page(await world.signIn(employeeNo));
  await page.changed();
  return page;
}

/** Signed in before the first asks: signing in is something that happens. */
async function pagesOf(...employeeNos: readonly string[]): Promise<readonly Page[]> {
  const pages = (await Promise.all(employeeNos.map((no) => world.signIn(no)))).map((client) => new Page(client));
  for (const page of pages) await page.changed();
  return pages;
}

async function handIn(employeeNo: string, taskId: string): Promise<void> {
  const client = await world.signIn(employeeNo);
  const { rows } = await sql<{ id: string }>`
    select i.id from indicator i join unit u on u.id = i.unit_id where u.name = 'Tax' limit 1`.execute(world.db);
  await client.ask('PUT', `/tasks/${taskId}/draft`, { body: { version: 0, content: goodGoals(rows[0]?.id ?? '') } });
  const { status } = await client.ask('POST', `/tasks/${taskId}/close`, { body: { outcome: 'done', version: 1 } });
  expect(status).toBe(200);
}

describe('row-41: what changed since', () => {
  test('says so after a change to whom it concerns and to HR, not before, not twice, and to nobody else', async () => {
    const [owner, rater, other, officer] = await pagesOf('S2', 'H1', 'S5', 'HR2');
    expect([await owner?.changed(), await rater?.changed(), await officer?.changed()]).toEqual([[], [], []]);
    await handIn('S2', world.openTask);
    // S5 is an operator and has no part in S2's evaluation.
    expect([await owner?.changed(), await rater?.changed()]).toEqual([['mine'], ['mine']]);
    expect([await officer?.changed(), await other?.changed()]).toEqual([['office'], ['operations']]);
    expect([await owner?.changed(), await rater?.changed(), await officer?.changed()]).toEqual([[], [], []]);
    expect(await other?.changed()).toEqual([]);
  });

  test('says to a committee that one of them has answered the call, and to HR and operators', async () => {
    const { db, session, cycleId } = world;
    await sql`update cycle set meeting_at = cycle_now(id) + interval '10 d' where id = ${cycleId}`.execute(db);
    const { taskId } = await openTask(db, { processRunId: session, kind: 'calibration.meeting', round: 1, seat: 1 });
    const h1 = await world.signIn('H1');
    const pages = await pagesOf('M1', 'H2', 'HR2', 'S5', 'S4');
    await h1.ask('PUT', `/tasks/${taskId}/draft`, { body: { version: 0, content: { attends: true, note: '' } } });
    await h1.ask('POST', `/tasks/${taskId}/close`, { body: { outcome: 'done', version: 1 } });
    expect(await Promise.all(pages.map((page) => page.changed()))).toEqual([['mine'], ['mine'], ['office'], ['operations'], []]);
  });

  test('says to HR that somebody has begun to write, once', async () => {
    const { db, tasks } = world;
    const s3 = await world.signIn('S3');
    const officer = await pageOf('HR2');
    const taskId = tasks['S3'] ?? '';
    await s3.ask('PUT', `/tasks/${taskId}/draft`, { body: { version: 0, content: { goals: [] } } });
    expect(await officer.changed()).toEqual(['office']);
    await s3.ask('PUT', `/tasks/${taskId}/draft`, { body: { version: 1, content: { goals: [{ title: 'more' }] } } });
    expect(await officer.changed()).toEqual([]);
    const draft = await db.selectFrom('task_draft').select('version').where('task_id', '=', taskId).executeTakeFirst();
    expect(draft).toEqual({ version: 2 });
  });

  test('says to operators that a message waits, once, and once a minute for how long', async () => {
    await deliverAll(world.db);
    const operator = await pageOf('S5');
    expect(await operator.changed()).toEqual([]);
    await sql`insert into outbox (workflow_type, workflow_id, input, attempts) values ('test', 'waits', '{}', 3)`.execute(
      world.db,
    );
    expect(await operator.changed()).toEqual(['operations']);
    await sql`update outbox set created_at = created_at - interval '1 minute' where workflow_id = 'waits'`.execute(world.db);
    expect(await operator.changed()).toEqual(['operations']);
    await sql`update outbox set delivered_at = now() where workflow_id = 'waits'`.execute(world.db);
    expect(await operator.changed()).toEqual(['operations']);
  });

  test('says nothing before publication of what the result is, and that it is out afterwards', async () => {
    const page = await pageOf('S1');
    await sql`update result set points = 1 where evaluation_id = ${world.evaluations['S1']}`.execute(world.db);
    await sql`update calibration_place set place = 9 where evaluation_id = ${world.evaluations['S1']}`.execute(world.db);
    expect(await page.changed()).toEqual([]);
    await world.publish();
    expect(await page.changed()).toEqual(['mine']);
  });

  test('says that a role was given or taken, and tells of nothing else that the role does not open', async () => {
    const page = await pageOf('S4');
    await sql`insert into role_assignment (employee_id, role) values (${world.ids['S4']}, 'auditor')`.execute(world.db);
    expect(await page.changed()).toEqual(['me', 'office']);
    await sql`delete from role_assignment where employee_id = ${world.ids['S4']}`.execute(world.db);
    expect(await page.changed()).toEqual(['me']);
  });

  test('says that the clock of a rehearsal moved to whom it concerns, and to no others', async () => {
    const { id } = await createRehearsal(world.db, { name: 'another', startsAt: '2027-01-01T00:00:00.000Z', hasMailbox: true });
    const [employee, officer] = await pagesOf('S3', 'HR1');
    await sql`update rehearsal set now_at = now_at + interval '1 day' where id = ${id}`.execute(world.db);
    expect([await employee?.changed(), await officer?.changed()]).toEqual([[], ['me', 'office']]);
    await sql`update rehearsal set now_at = now_at + interval '1 minute' where id = ${world.rehearsalId}`.execute(world.db);
    expect([await employee?.changed(), await officer?.changed()]).toEqual([['me'], ['me', 'office']]);
  });

  test('is no look at anybody', async () => {
    const looks = () => world.db.selectFrom('access_log').select('id').execute();
    const before = await looks();
    for (const no of ['H1', 'HR1', 'S5']) {
      const page = await pageOf(no);
      await page.changed();
    }
    expect(await looks()).toEqual(before);
  });

  test('refuses a mark that is none', async () => {
    const client = await world.signIn('S3');
    expect((await client.ask('GET', '/changes?since=%27;--')).status).toBe(400);
    expect((await client.ask('GET', '/changes?since=me.mine-x.other-y')).body).toMatchObject({ changed: ['me', 'mine'] });
  });
});

describe('row-41: a session', () => {
  const endsIn = async (): Promise<number> => {
    const { rows } = await sql<{ minutes: number }>`
      select (extract(epoch from expire - now()) / 60)::int minutes
        from session
       where sess->>'employeeId' = ${world.ids['S8']}`.execute(world.db);
    return rows[0]?.minutes ?? 0;
  };

  test('is renewed by what its owner does, not by what an open page asks on its own, and ends', async () => {
    const client = await world.signIn('S8');
    await sql`update session set expire = now() + interval '3 h' where sess->>'employeeId' = ${world.ids['S8']}`.execute(
      world.db,
    );
    await client.ask('GET', '/changes');
    const { body } = await client.ask('GET', '/me', { headers: { unattended: 'yes' } });
    expect(await endsIn()).toBeLessThanOrEqual(180);
    const renewed = (await client.ask('GET', '/me')).body;
    expect(await endsIn()).toBeGreaterThan(470);
    expect(Date.parse(String(renewed['sessionEndsAt']))).toBeGreaterThan(Date.parse(String(body['sessionEndsAt'])));

    await sql`update session set expire = now() where sess->>'employeeId' = ${world.ids['S8']}`.execute(world.db);
    expect((await client.ask('GET', '/changes')).status).toBe(401);
    expect((await client.ask('GET', '/me')).status).toBe(401);
  });
});
