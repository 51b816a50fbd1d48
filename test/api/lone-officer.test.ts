import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OfficerCity } from './officer-city.ts';

let officer: OfficerCity;
beforeEach(async () => {
  officer = await OfficerCity.create();
});
afterEach(() => officer.close());

describe('before a launch', () => {
  test('row-1: nobody records that a colleague of the own group has left', async () => {
    await officer.archived();
    await officer.plan();
    expect((await officer.leave('O2', '2026-11-01')).body).toMatchObject({
      code: 'own-case',
      details: { concerns: 'rating-group' },
    });
    expect((await officer.leave('S5', '2026-11-01')).body['state']).toBe('executed');
  });

  test('row-1: nobody records that who will decide about the own group will have left', async () => {
    await officer.archived();
    await officer.plan({ committee: { chair: 'C1', members: ['HR1', 'F1'] } });
    for (const no of ['C1', 'F1']) expect((await officer.leave(no, '2027-06-01')).body['code']).toBe('own-case');
  });

  test('row-3: a second person says yes to the departure of a chair, and the look at the launch tells of it', async () => {
    await officer.archived();
    const { body: planned } = await officer.plan();
    const asked = await (await officer.signIn('HR3')).ask('POST', '/departures', {
      body: { employeeNos: ['C1'], leftOn: '2027-06-01', reason: 'gone' },
    });
    expect(asked.body['state']).toBe('waits-for-approval');
    await officer.approver.ask('POST', `/departures/${String(asked.body['id'])}/approve`);
    const launch = await officer.order('launch-cycle', {}, {}, planned['id']);
    const look = await officer.lookAt(launch.body['id']);
    expect(look.body['pleaseLook']).toContainEqual(expect.objectContaining({ code: 'committee-will-leave' }));
  });
});
