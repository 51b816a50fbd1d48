import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { evaluationOf, order } from '../commands/small-city.ts';
import { OfficerCity } from './officer-city.ts';

// Before the first launch HR1 writes what it likes. Z1 and Z2, of the operator's list, take no part and have no post.

const person = (no: string, [rater, group] = ['', '']) =>
  `${no},Name ${no},${no.toLowerCase()}@city.example,Tax,6,Job,${rater},,${group},2020-01-01`;

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create([person('Z1'), person('Z2')]);
  expect(
    await officer.importOf(person('K9'), person('K8', ['H1', 'Staff']), person('K7', ['K6', 'Staff']), person('K6')),
  ).toEqual([]);
  await officer.hr.ask('PATCH', '/employees/Z1', { body: { email: 'z1@mail.example' } });
  await order(officer.city, { command: 'launch-cycle', arguments: { inMinutes: 0 } });
});
afterEach(() => officer.close());

/** What keeps somebody from being made the rater of S5 by HR1. */
async function toRate(employeeNo: string): Promise<readonly string[]> {
  const { body } = await officer.hr.ask('POST', '/commands/preview', {
    body: {
      command: 'reassign',
      cycleId: officer.city.cycleId,
      selection: { evaluationIds: [await evaluationOf(officer.city, 'S5')] },
      arguments: { as: 'rater', employeeNo },
    },
  });
  return (body['blockedBy'] as readonly { readonly code: string }[]).map(({ code }) => code);
}

describe('after the first launch', () => {
  test('row-2: whom one of HR had entered before and the launch has not shown gets a post once somebody else confirms them', async () => {
    expect(await toRate('K9')).toEqual(['person-unconfirmed']);
    const { body } = await officer.approver.ask('GET', '/address-changes');
    const items = body['items'] as readonly { readonly id: string; readonly person: { readonly employeeNo: string } }[];
    expect(items.map(({ person: { employeeNo } }) => employeeNo)).toEqual(['Z1', 'K9']);
    const ids = items.map(({ id }) => id);
    expect((await officer.hr.ask('POST', '/address-changes/confirm', { body: { ids } })).body['code']).toBe(
      'second-person-needed',
    );
    expect((await officer.approver.ask('POST', '/address-changes/confirm', { body: { ids } })).body).toEqual({
      confirmed: 2,
      left: [],
    });
    expect(await toRate('K9')).toEqual([]);
  });

  test('row-2: so does whose address one of HR had changed before', async () => {
    expect(await toRate('Z1')).toEqual(['person-unconfirmed']);
  });

  test('row-2: who took part or had a post gets another one as before, and so does whom the operator had entered', async () => {
    for (const no of ['K8', 'K6', 'S1', 'C1', 'Z2']) expect(await toRate(no), no).toEqual([]);
  });
});
