import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leadsOthers } from '../../db/leads.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { keepList } from '../../db/people.ts';
import { evaluationOf, person } from '../commands/small-city.ts';
import { shippedPack } from '../support/packs.ts';
import { waitFor } from '../support/wait-for.ts';
import { OfficerCity } from './officer-city.ts';

// Whom something concerns, whatever way it is done. O3 and O7 are of the group of HR1; F9 and Z9 rate and review them and nobody above HR1.

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
  await officer.listed(
    person('F9', 'Roads', ['4', '', '', '']),
    person('Z9', 'Roads', ['4', '', '', '']),
    person('O3', 'Roads', ['6', 'F9', 'Z9', 'Office']),
    person('O7', 'Roads', ['7', 'F9', 'Z9', 'Office']),
  );
});
afterEach(() => officer.close());

const of = async (no: string) => ({ evaluationIds: [await evaluationOf(officer.city, no)] });
const readdress = async (no: string) =>
  (await officer.hr.ask('PATCH', `/employees/${no}`, { body: { email: `new-${no.toLowerCase()}@city.example` } })).body['code'];
const absent = async (employeeNo: string) =>
  (await officer.hr.ask('POST', '/absences', { body: { employeeNo, fromOn: '2090-11-01', toOn: '2090-12-31' } })).body['code'];

describe('a grade that an own pack does not ask in a phase', () => {
  const storedPack = async (grade: string) => {
    const pack = shippedPack('kr-local-grade5');
    const phases = pack.phases.map((phase) => (phase.key === 'self-assessment' ? { ...phase, exemptGrades: [grade] } : phase));
    const own = { ...pack, name: `exempts-${grade}`, version: '2026-1', phases };
    expect((await officer.hr.ask('POST', '/packs?reason=ours', { body: own })).status).toBe(201);
    return own.name;
  };

  test('row-1: leaves nobody of the own group out', async () => {
    await officer.archived();
    const { body } = await officer.plan({ packName: await storedPack('7') });
    expect(body).toMatchObject({ code: 'own-case', details: { concerns: 'rating-group' } });
    expect((await officer.plan({ packName: await storedPack('5') })).status).toBe(201);
  });

  test('row-3: stands in what a launch is approved by, with the people of each group', async () => {
    await officer.archived();
    const planned = await officer.plan({ packName: await storedPack('5') });
    const launch = await officer.askLaunch(planned.body['id']);
    const { body: look } = await officer.lookAt(launch.body['id']);
    expect(look['changes']).toContainEqual(
      expect.objectContaining({ what: 'exempt', phase: 'self-assessment', group: 'Heads', count: 2, after: { grades: ['5'] } }),
    );
  });
});

describe('who rates or reviews a colleague of the own group', () => {
  test.each(['launched', 'archived'] as const)(
    'row-1: is not cut off by one officer alone, where the cycle is %s',
    async (stage) => {
      await officer[stage]();
      const listed = await officer.importOf('F9,Name F9,new@city.example,Roads,4,Job,,,,2020-01-01');
      expect(listed).toEqual(['own-case']);
      for (const no of ['F9', 'Z9'])
        expect([await readdress(no), await absent(no), (await officer.leave(no, '2026-11-01')).body['code']]).toEqual([
          'own-case',
          'own-case',
          'own-case',
        ]);
    },
  );
});

describe('an address that another one of HR has changed', () => {
  test('row-2: is not answered for by who is rated by the person, or with them', async () => {
    await officer.launched();
    const hr3 = await officer.signIn('HR3');
    for (const no of ['H1', 'O3', 'F9', 'S5'])
      expect((await hr3.ask('PATCH', `/employees/${no}`, { body: { email: `${no}-new@city.example` } })).status).toBe(200);
    const { body } = await officer.hr.ask('GET', '/address-changes');
    const items = body['items'] as readonly { id: string; person: { employeeNo: string }; mayConfirm: boolean }[];
    expect(Object.fromEntries(items.map(({ person, mayConfirm }) => [person.employeeNo, mayConfirm]))).toEqual({
      H1: false,
      O3: false,
      F9: false,
      S5: true,
    });
    const confirm = (nos: readonly string[]) =>
      officer.hr.ask('POST', '/address-changes/confirm', {
        body: { ids: items.filter(({ person }) => nos.includes(person.employeeNo)).map(({ id }) => id) },
      });
    expect((await confirm(['H1', 'O3', 'F9'])).body).toMatchObject({
      code: 'own-case',
      details: { employeeNos: ['H1', 'O3', 'F9'] },
    });
    const left = ['H1', 'O3', 'F9'].map((no) => ({ person: { employeeNo: no, name: `Name ${no}` }, code: 'own-case' }));
    expect((await confirm(['H1', 'O3', 'F9', 'S5'])).body).toEqual({ confirmed: 1, left });
  });
});

describe('whom a request that waits is about', () => {
  test.each(['role', 'departure', 'command'] as const)(
    'row-1: cuts nobody of HR off who decides about it: a %s',
    async (which) => {
      await officer.launched();
      const hr3 = await officer.signIn('HR3');
      const asked = {
        role: () =>
          hr3.ask('POST', '/role-requests', { body: { employeeNo: 'HR1', role: 'hr', grants: false, reason: 'misuse' } }),
        departure: () => hr3.ask('POST', '/departures', { body: { employeeNos: ['HR1'], leftOn: '2026-11-01', reason: 'gone' } }),
        command: async () => {
          const order = { command: 'withdraw', cycleId: officer.city.cycleId, selection: await of('HR1') };
          const body = { ...order, arguments: { why: 'resigned' }, reason: 'gone', idempotencyKey: 'of-hr3' };
          return hr3.ask('POST', '/commands', { body });
        },
      };
      const { body } = await asked[which]();
      expect([body['code'], body['id']]).toEqual([undefined, expect.any(String)]);
      for (const no of ['HR3', 'HR2']) expect([await readdress(no), await absent(no)]).toEqual(['own-case', 'own-case']);
      expect(await officer.importOf('HR3,Name HR3,new@city.example,Top,6,Job,,,,2020-01-01')).toEqual(['own-case']);
      expect(await readdress('S5')).toBe(undefined);
    },
  );

  test('row-1: is no more of interest once its cycle is archived', async () => {
    await officer.launched();
    const hr3 = await officer.signIn('HR3');
    const order = { command: 'withdraw', cycleId: officer.city.cycleId, selection: await of('HR1') };
    const body = { ...order, arguments: { why: 'resigned' }, reason: 'gone', idempotencyKey: 'of-hr3' };
    expect((await hr3.ask('POST', '/commands', { body })).body['state']).toBe('waits-for-approval');
    expect(await absent('HR3')).toBe('own-case');
    await sql`update cycle set archived_at = now()`.execute(officer.city.db);
    expect([await readdress('HR3'), await absent('HR3')]).toEqual([undefined, undefined]);
  });

  test.each([
    ['an address', () => readdress('S5')],
    ['an absence', () => absent('S5')],
  ] as const)('row-1: may be asked for at this moment: %s is changed when that is over', async (_, change) => {
    await officer.launched();
    let isDone = false;
    const changing = await inTransaction(officer.city.db, async (trx) => {
      await keepList(trx);
      const changed = change().finally(() => (isDone = true));
      await waitFor('the change to wait', async () => {
        const { rows } = await sql`
          select from pg_locks
           where not granted and locktype = 'advisory'
             and database = (select oid from pg_database where datname = current_database())`.execute(officer.city.db);
        return isDone || rows.length > 0;
      });
      expect(isDone).toBe(false);
      return [changed];
    });
    expect(await Promise.all(changing)).toEqual([undefined]);
  });
});

describe('who leads', () => {
  test('row-1: does not lay the lead down by withdrawing or leaving out whom they rate, nor takes it back', async () => {
    await officer.launched();
    const evaluationId = await evaluationOf(officer.city, 'HR1');
    const leads = () => inTransaction(officer.city.db, (trx) => leadsOthers(trx, { processRunId: '0', evaluationId, round: 1 }));
    expect((await officer.order('withdraw', await of('O1'), { why: 'resigned' })).body['code']).toBe('own-case');
    const leaving = { why: 'resigned', leftOn: '2026-11-01' };
    expect((await officer.order('withdraw', await of('O1'), leaving)).body['code']).toBe('own-case');
    expect((await officer.plan({ exclusions: [{ employeeNo: 'O1', reason: 'x' }] })).body['code']).toBe('own-case');
    expect(await leads()).toBe(true);
    expect((await officer.order('withdraw', await of('S1'), { why: 'resigned' })).body['state']).toBe('executed');
  });
});
