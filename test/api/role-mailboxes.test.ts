import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importPeople } from '../../commands/import-people.ts';
import { csvOf } from '../commands/small-city.ts';
import { OfficerCity } from './officer-city.ts';
import { importOf } from './support.ts';

// HR1 gives accounts the mailboxes of others. HR2 approves, HR3 is of HR, S2 has no role.

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
});
afterEach(() => officer.close());

const made = (no: string, email: string) => `${no},Name ${no},${email},Tax,6,Job,,,,2026-11-01`;
const readdress = async (no: string, email: string) =>
  (await officer.hr.ask('PATCH', `/employees/${no}`, { body: { email } })).body;

describe.each([
  ['before the first launch', () => Promise.resolve()],
  ['after it', () => officer.launched()],
])('row-2: the mailbox of somebody with a role, %s,', (_when, comes) => {
  beforeEach(comes);

  test('row-2: is given to nobody else by a list, whose row and column are named, and whose mailbox it is', async () => {
    const { body } = await importOf(
      officer.hr,
      made('K1', 'hr2@city.example'),
      made('K2', 'HR3+k2@City.Example'),
      made('K3', 's2@city.example'),
      'S1,Name S1,hr2+s1@city.example,Tax,7,Job,H1,M1,Staff,2020-01-01',
    );
    const refused = (row: number, value: string, other: string) => ({
      row,
      column: 'email',
      code: 'address-of-role-holder',
      severity: 'error',
      value,
      other,
    });
    expect(body['imported']).toBe(false);
    expect((body['problems'] as readonly { readonly severity: string }[]).filter(({ severity }) => severity === 'error')).toEqual(
      [refused(2, 'hr2@city.example', 'HR2'), refused(3, 'HR3+k2@City.Example', 'HR3'), refused(5, 'hr2+s1@city.example', 'HR2')],
    );
  });

  test('row-2: nor by the page', async () => {
    const { code, details } = await readdress('S1', 'hr2+s1@city.example');
    expect([code, details]).toEqual(['address-of-role-holder', { path: '/email', employeeNo: 'HR2' }]);
    expect((await readdress('S1', 's2@city.example'))['code']).toBeUndefined();
  });

  test('row-2: nor while it was given another one that nobody has answered for', async () => {
    await readdress('HR2', 'elsewhere@city.example');
    expect(await officer.importOf(made('K1', 'hr2@city.example'))).toEqual(['address-of-role-holder']);
  });

  test('row-2: stays with who has it already, and is given by the operator', async () => {
    const { db } = officer.city;
    const shared = made('K1', 'hr2@city.example');
    expect((await importPeople(db, { file: csvOf(shared) })).imported).toBe(true);
    expect(await officer.importOf(made('K1', 'hr2@city.example').replace('Name K1', 'Named K1'))).toEqual([]);
    expect((await readdress('HR2', 'hr2+mail@city.example'))['code']).toBeUndefined();
  });
});
