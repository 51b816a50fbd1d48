import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerAddressChange } from '../../commands/answer-address-change.ts';
import { mendEmail } from '../../commands/mend-email.ts';
import { type Db, connect } from '../../db/connection.ts';
import { createMailTransport } from '../../mail/transport.ts';
import { createMailLoop } from '../../worker/mail-loop.ts';
import { type PostOffice, openPostOffice } from '../support/post-office.ts';
import { type Town, buildTown } from '../support/town.ts';

let town: Town;
let office: PostOffice;
let worker: Db;
beforeAll(async () => {
  town = await buildTown();
  office = await openPostOffice();
  worker = connect({ url: town.url, role: 'worker' });
});
beforeEach(async () => {
  await send();
  office.received.length = 0;
  office.rules.clear();
});
afterAll(async () => {
  await office.close();
  await worker.destroy();
  await town.drop();
});

/** Where mail goes to real people: what a rehearsal would send dies here, what is about an account goes. */
async function send(): Promise<void> {
  const transport = createMailTransport({ smtpUrl: office.url, from: 'Dure <dure@solnae.example>', timeoutMs: 2_000 });
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  await createMailLoop({ db: worker, transport, log: silent, webUrl: 'https://dure.example', mode: 'smtp' }).drainOnce();
  transport.close();
}

const change = (email: string) => mendEmail(town.db, { employeeNo: 'S1', email, actorId: town.id('X') });
const linkIn = (text: string | undefined) => /https:\/\/dure\.example\/address\/([\w-]+)/.exec(text ?? '')?.[1] ?? '';

test.each([
  ['ko', 'one', '본인이 하셨나요? 계정의 메일 주소가 바뀌었습니다', '이제 메일과 로그인 링크가 이 주소로 옵니다'],
  ['en', 'two', 'Was it you? Another address for your account', 'Mails and sign-in links come to this address from now on'],
])('row-2: the old address is asked and the new one told at once, in %s, while a rehearsal is all there is', async (...given) => {
  const [locale, name, subject, told] = given;
  await sql`update employee set language = ${locale}, language_by = 'list' where employee_no = 'S1'`.execute(town.db);
  const old = (await town.db.selectFrom('employee').select('email').where('employee_no', '=', 'S1').executeTakeFirstOrThrow())
    .email;
  await change(`${name}@city.example`);
  await send();
  const [asked, ...more] = office.to(old);
  expect([asked?.subject, more]).toEqual([expect.stringContaining(subject), []]);
  expect(asked?.text).toContain(`${name}@city.example`);
  const [news] = office.to(`${name}@city.example`);
  expect(news?.text).toContain(told);
  expect(news?.text).not.toContain('/address/');
  await answerAddressChange(town.db, { token: linkIn(asked?.text), answer: 'objected' });
  expect(
    (await town.db.selectFrom('employee').select('email').where('employee_no', '=', 'S1').executeTakeFirstOrThrow()).email,
  ).toBe(old);
});

test('row-2: an old address that is gone leaves nothing for HR to mend', async () => {
  const { email: old } = await town.db
    .selectFrom('employee')
    .select('email')
    .where('employee_no', '=', 'S1')
    .executeTakeFirstOrThrow();
  office.rules.set(old, { refuse: 550 });
  await change('three@city.example');
  await send();
  const last = await town.db
    .selectFrom('notification')
    .select(['state', 'fault'])
    .where('mail_kind', '=', 'address.left')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(last).toEqual({ state: 'dropped', fault: 'smtp-550' });
  expect(office.to('three@city.example')).toHaveLength(1);
});

test('row-2: HR is told whose old address objects, and how much was handed in meanwhile', async () => {
  await town.launch('goal-setting');
  await sql`update address_change set changed_at = changed_at - interval '2 days'`.execute(town.db);
  await sql`update address_change set answer = 'confirmed', answered_at = now() where answer is null`.execute(town.db);
  await sql`update employee set proven_email = email`.execute(town.db);
  const objectionTo = async (email: string, between: () => Promise<unknown> = () => Promise.resolve()) => {
    const { email: old } = await town.db
      .selectFrom('employee')
      .select('email')
      .where('employee_no', '=', 'S1')
      .executeTakeFirstOrThrow();
    await change(email);
    await send();
    await between();
    const asked = office.to(old).findLast(({ text }) => linkIn(text) !== '');
    await answerAddressChange(town.db, { token: linkIn(asked?.text), answer: 'objected' });
    await send();
    return office.to('x@city.example').at(-1)?.text;
  };
  expect(await objectionTo('four@city.example')).toMatch(/서지안 님\(S1\)의 이전 주소.*그사이 이 계정으로 제출된 것은 없습니다/s);
  const taskId = await town.open('S1', 'goal-setting', { kind: 'goals.draft' });
  const handIn = () =>
    sql`
      update task set state = 'closed', outcome = 'done', closed_by = assignee_id, closed_at = opened_at, recorded_at = now()
       where id = ${taskId}`.execute(town.db);
  expect(await objectionTo('five@city.example', handIn)).toMatch(/제출된 것이 1건 있습니다/);
});
