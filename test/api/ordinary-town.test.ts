import { afterEach, beforeEach, expect, test } from 'vitest';
import { evaluationOf, person } from '../commands/small-city.ts';
import { OfficerCity } from './officer-city.ts';
import type { Client } from './support.ts';

// Everybody of HR is rated: HR1 in Office, HR3 in Staff with O1, whom HR1 rates, and HR2, who only approves, in Third. One committee decides about all, and
// Z9 reviews somebody in each of the three groups.

let officer: OfficerCity;
let hr3: Client;
beforeEach(async () => {
  officer = await OfficerCity.create();
  await officer.listed(
    person('Z9', 'Top', ['4', '', '', '']),
    person('HR2', 'Top', ['6', 'H2', 'M1', 'Third']),
    person('HR3', 'Top', ['6', 'H2', 'M1', 'Staff']),
    person('O3', 'Top', ['6', 'H1', 'Z9', 'Office']),
    person('S9', 'Top', ['7', 'H2', 'Z9', 'Staff']),
    person('T1', 'Top', ['7', 'H2', 'Z9', 'Third']),
  );
  await officer.launched();
  hr3 = await officer.signIn('HR3');
});
afterEach(() => officer.close());

const readdress = (who: Client, no: string) =>
  who.ask('PATCH', `/employees/${no}`, { body: { email: `new-${no.toLowerCase()}@city.example` } });
const confirm = async (who: Client) => {
  const { body } = await who.ask('GET', '/address-changes');
  const items = body['items'] as readonly { id: string; mayConfirm: boolean }[];
  const answer = await who.ask('POST', '/address-changes/confirm', { body: { ids: items.map(({ id }) => id) } });
  return { may: items.map(({ mayConfirm }) => mayConfirm), code: answer.body['code'] };
};
const absent = (who: Client, employeeNo: string) =>
  who.ask('POST', '/absences', { body: { employeeNo, fromOn: '2090-11-01', toOn: '2090-12-31' } });

test.each(['C1', 'Z9'])(
  'row-2: where all of HR are rated, two of them give a decider about all another address: %s',
  async (no) => {
    expect((await readdress(officer.hr, no)).status).toBe(200);
    expect(await confirm(officer.hr)).toEqual({ may: [false], code: 'second-person-needed' });
    expect(await confirm(hr3)).toEqual({ may: [true], code: undefined });
  },
);

test('row-2: where all of HR are rated, whom one of these reviews still does not answer for them', async () => {
  expect((await readdress(officer.hr, 'M1')).status).toBe(200);
  expect(await confirm(hr3)).toEqual({ may: [false], code: 'own-case' });
});

test('row-1: where all of HR are rated, one records who is away, and two who has left, that decides about all', async () => {
  for (const no of ['C1', 'Z9']) {
    const { status, body } = await absent(officer.hr, no);
    expect(status).toBe(201);
    expect((await officer.hr.ask('PATCH', `/absences/${String(body['id'])}`, { body: { toOn: null } })).status).toBe(200);
    const left = await officer.leave(no, '2026-11-01');
    expect(left.body['state']).toBe('waits-for-approval');
    expect((await officer.approver.ask('POST', `/departures/${String(left.body['id'])}/approve`)).status).toBeLessThan(300);
  }
  for (const no of ['H1', 'O2']) expect((await absent(officer.hr, no)).body['code']).toBe('own-case');
});

test('row-1: where all of HR are rated, a list gives a chair another address, but not who rates the importer', async () => {
  expect(await officer.importOf('C1,Name C1,new@city.example,Top,4,Job,,,,2020-01-01')).toEqual([]);
  expect(await officer.importOf('H1,Name H1,h1-new@city.example,Tax,5,Job,M1,,Heads,2020-01-01')).toEqual(['own-case']);
});

test('row-1: somebody of HR is withdrawn and enrolled again by who rates them and a second person, where all others are colleagues', async () => {
  const { approver, city } = officer;
  const o1 = { evaluationIds: [await evaluationOf(city, 'O1')] };
  for (const [command, given] of [
    ['withdraw', { why: 'retired', leftOn: '2026-11-01' }],
    ['reinstate', {}],
  ] as const) {
    const asked = await officer.order(command, o1, given);
    expect(asked.body['state']).toBe('waits-for-approval');
    const url = `/commands/${String(asked.body['id'])}/approve`;
    expect((await hr3.ask('POST', url)).body['code']).toBe('own-case');
    expect((await approver.ask('POST', url)).body['state']).toBe('executed');
  }
});
