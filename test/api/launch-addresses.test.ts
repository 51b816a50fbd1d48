import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import { csvOf } from '../commands/small-city.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { waitFor } from '../support/wait-for.ts';
import { OfficerCity } from './officer-city.ts';
import type { Client } from './support.ts';

// HR1, whom H1 rates and H2 reviews, has written the list by itself before the first launch, and asks for that.

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
});
afterEach(() => officer.close());

const listed = (no: string, email: string) =>
  sql`update employee set email = ${email} where employee_no = ${no}`.execute(officer.city.db);

interface Line {
  readonly what: string;
  readonly who: { readonly employeeNo: string } | null;
  readonly after: { readonly address: string } | null;
}

async function addressesOf(cycleId: unknown, by: Client = officer.hr): Promise<readonly unknown[]> {
  const { body } = await officer.askLaunch(cycleId, by);
  const look = await officer.lookAt(body['id']);
  return (look.body['changes'] as readonly Line[])
    .filter(({ what }) => what.startsWith('address-'))
    .map(({ what, who, after }) => [what, who?.employeeNo, after?.address]);
}

const ABOVE = [
  ['address-above', 'C1', 'c1@city.example'],
  ['address-above', 'F1', 'f1@city.example'],
  ['address-above', 'H1', 'h1@city.example'],
  ['address-above', 'H2', 'h2@city.example'],
  ['address-above', 'M1', 'm1@city.example'],
];

describe('the look at a launch', () => {
  test('row-2: tells the addresses of who rates, reviews or decides about whoever asks', async () => {
    await listed('H1', 'somebody@mail.example');
    expect(await addressesOf(officer.city.cycleId)).toEqual(
      ABOVE.map(([what, no, address]) => [what, no, no === 'H1' ? 'somebody@mail.example' : address]),
    );
  });

  test('row-2: tells them whoever of HR asks, and before the first launch which other posts have another address than at first', async () => {
    const readdress = (no: string) => officer.hr.ask('PATCH', `/employees/${no}`, { body: { email: `box-${no}@city.example` } });
    for (const no of ['H1', 'S1']) expect((await readdress(no)).status).toBe(200);
    await sql`update employee set rater_id = ${officer.city.ids['S1'] ?? ''} where employee_no = 'S2'`.execute(officer.city.db);
    const above = ABOVE.map(([what, no, address]) => [what, no, no === 'H1' ? 'box-H1@city.example' : address]);
    expect(await addressesOf(officer.city.cycleId, await officer.signIn('HR3'))).toEqual([
      ...above,
      ['address-changed', 'S1', 'box-S1@city.example'],
    ]);
  });

  test('row-2: an address that is changed while the first launch is approved waits to be answered for', async () => {
    const { body: asked } = await officer.askLaunch(officer.city.cycleId);
    let patched: Promise<unknown> = Promise.resolve();
    const approved = await inTransaction(officer.city.db, async (trx) => {
      await sql`lock table address_change in exclusive mode`.execute(trx);
      patched = officer.hr.ask('PATCH', '/employees/H1', { body: { email: 'box-x@city.example' } });
      await waitFor('the change of address', async () => {
        const { rows } = await sql`
          select from pg_locks
           where relation = 'address_change'::regclass and not granted
             and database = (select oid from pg_database where datname = current_database())`.execute(officer.city.db);
        return rows.length === 1;
      });
      const approving = officer.approver.ask('POST', `/commands/${String(asked['id'])}/approve`);
      await waitFor('the approval', async () => {
        const { rows } = await sql`
          select from pg_locks
           where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())`.execute(officer.city.db);
        return rows.length === 1;
      });
      return { approving };
    });
    await patched;
    expect((await approved.approving).body['code']).toBe('preview-changed');
  });

  test('row-2: tells what is odd about the addresses of who has a post or a role, before the first launch', async () => {
    await listed('S6', 'o1+x@city.example');
    await listed('F1', 'hr3@city.example');
    await sql`update employee set rater_id = ${officer.city.ids['O1'] ?? ''} where employee_no = 'S1'`.execute(officer.city.db);
    await sql`update employee set rater_id = ${officer.city.ids['S2'] ?? ''} where employee_no = 'S3'`.execute(officer.city.db);
    await listed('S2', 's2@mail.example');
    await listed('S4', 's4@mail.example');
    const odd = [
      ['address-shared', 'HR3', 'hr3@city.example'],
      ['address-shared', 'O1', 'o1@city.example'],
      ['address-elsewhere', 'S2', 's2@mail.example'],
    ];
    const above = ABOVE.map(([what, no, address]) => [what, no, no === 'F1' ? 'hr3@city.example' : address]);
    expect(await addressesOf(officer.city.cycleId)).toEqual([...above, ...odd]);
  });

  test('row-2: tells a domain that many have as one line with how many of them have a post, after the rare ones', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => {
      const [host, rater] = n < 24 ? ['agency', n < 3 ? '' : `N${String(n % 3)}`] : ['city', ''];
      return `N${String(n)},Name N${String(n)},n${String(n)}@${host}.example,Roads,7,Job,${rater},,Agency,2020-01-01`;
    });
    await importPeople(officer.city.db, { file: csvOf(...rows) });
    await sql`update employee set rater_id = ${officer.city.ids['S2'] ?? ''} where employee_no = 'S3'`.execute(officer.city.db);
    await listed('S2', 's2@mail.example');
    expect((await addressesOf(officer.city.cycleId)).slice(ABOVE.length)).toEqual([
      ['address-elsewhere', 'S2', 's2@mail.example'],
      ['address-elsewhere', undefined, '@agency.example'],
    ]);
    const { changes } = (await officer.lookAt('1')).body as { changes: readonly { group: string | null; count: number }[] };
    expect(changes.find(({ group }) => group === '@agency.example')?.count).toBe(3);
  });

  test('row-2: tells before the first launch every address that one of HR has entered, also of who only takes part', async () => {
    const row = (no: string, rater: string) => `${no},Name ${no},${no}@city.example,Roads,7,Job,${rater},,Staff,2020-01-01`;
    expect(await officer.importOf(row('N1', 'H2'), row('N2', ''), row('N3', 'N4'), row('N4', ''))).toEqual([]);
    expect((await addressesOf(officer.city.cycleId)).slice(ABOVE.length)).toEqual(
      ['N1', 'N3', 'N4'].map((no) => ['address-given', no, `${no}@city.example`]),
    );
    await officer.archived();
    const { body: planned } = await officer.plan();
    expect(await addressesOf(planned['id'])).toEqual(ABOVE);
  });

  test('row-2: tells a +tag that nobody else shares, and after the first launch only who is above', async () => {
    await listed('O1', 'o1+tag@city.example');
    await sql`update employee set rater_id = ${officer.city.ids['O1'] ?? ''} where employee_no = 'S1'`.execute(officer.city.db);
    expect(await addressesOf(officer.city.cycleId)).toEqual([...ABOVE, ['address-tagged', 'O1', 'o1+tag@city.example']]);
    await officer.archived();
    const { body: planned } = await officer.plan();
    expect(await addressesOf(planned['id'])).toEqual(ABOVE);
  });

  test('row-2: is another one where an address of who rates, reviews or decides has changed since', async () => {
    const { body: asked } = await officer.askLaunch(officer.city.cycleId);
    await officer.lookAt(asked['id']);
    const readdress = async (no: string, email: string) =>
      (await officer.hr.ask('PATCH', `/employees/${no}`, { body: { email } })).status;
    const approve = () => officer.approver.ask('POST', `/commands/${String(asked['id'])}/approve`);
    // S6 only takes part: at the first launch that is shown, too. H2 was readdressed in a rehearsal's time.
    for (const no of ['H1', 'S6', 'H2']) {
      expect(await readdress(no, 'x@mail.example')).toBe(200);
      if (no === 'H2') await sql`update address_change set counts = '{999}' where answer is null`.execute(officer.city.db);
      expect((await approve()).body['code'], no).toBe('preview-changed');
      expect(await readdress(no, `${no.toLowerCase()}@city.example`)).toBe(200);
    }
    expect((await approve()).body['state']).toBe('planned');
  });
});
