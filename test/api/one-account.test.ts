import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { openTask } from '../../commands/open-task.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { evaluationOf, type SmallCity } from '../commands/small-city.ts';
import { cityOfOfficers } from './officer-city.ts';
import { appOver, type Client, importOf, signInTo } from './support.ts';
import { markLaunched } from '../support/mark-launched.ts';

let city: SmallCity;
let app: FastifyInstance;
let hr: Client;
let approver: Client;
beforeEach(async () => {
  city = await cityOfOfficers();
  app = await appOver(city.db, { logged: [] });
  [hr, approver] = await Promise.all([signIn('HR1'), signIn('HR2')]);
});
afterEach(async () => {
  await app.close();
  await city.drop();
});

const idOf = (no: string): string => city.ids[no] ?? '0';
const signIn = (no: string): Promise<Client> => signInTo(app, city.db, no);

async function launched(): Promise<void> {
  await markLaunched(city.db, city.cycleId);
  await inTransaction(city.db, (trx) => enrol(trx, { cycleId: city.cycleId, quotaFrom: 4 }));
}

async function newRun(evaluationId: string, phase: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into process_run (cycle_id, evaluation_id, phase, workflow_type, launched_at)
    select w.cycle_id, ${evaluationId}, w.phase, w.workflow_type, now()
      from phase_window w where w.cycle_id = ${city.cycleId} and w.phase = ${phase} returning id`.execute(city.db);
  return rows[0]?.id ?? '0';
}

const newcomer = (no: string) => `${no},Name ${no},${no.toLowerCase()}@city.example,Top,6,Job,,,,2020-01-01`;

let keys = 0;
function order(command: string, selection: object, given: object) {
  keys += 1;
  const body = {
    command,
    cycleId: city.cycleId,
    selection,
    arguments: given,
    reason: 'because',
    idempotencyKey: `k${String(keys)}`,
  };
  return hr.ask('POST', '/commands', { body });
}

describe('a review', () => {
  test('row-1: is not left out by the rater alone, who makes it late first', async () => {
    await launched();
    const run = await newRun(await evaluationOf(city, 'O1'), 'manager-evaluation');
    const { taskId } = await openTask(city.db, { processRunId: run, kind: 'rating.review', round: 1, seat: 1 });
    await sql`update task set due_at = now() - interval '1 minute' where id = ${taskId}`.execute(city.db);
    const { body } = await order('decide-silence', { taskIds: [taskId] }, {});
    expect(body['state']).toBe('waits-for-approval');
    const task = () => city.db.selectFrom('task').select('outcome').where('id', '=', taskId).executeTakeFirstOrThrow();
    expect(await task()).toEqual({ outcome: null });
    expect((await approver.ask('POST', `/commands/${String(body['id'])}/approve`)).body['state']).toBe('executed');
    expect(await task()).toEqual({ outcome: 'skipped' });
  });
});

describe('who rates or reviews somebody of HR', () => {
  test('row-1: is not kept from the mails about it by that account', async () => {
    await launched();
    const away = (employeeNo: string) =>
      hr.ask('POST', '/absences', { body: { employeeNo, fromOn: '2090-01-01', toOn: '2090-12-31' } });
    for (const no of ['H1', 'H2']) {
      const { status, body } = await away(no);
      expect([status, body['code'], body['details']]).toEqual([422, 'own-case', { concerns: 'rater-or-reviewer' }]);
    }
    expect([(await away('S5')).status, (await away('HR1')).status]).toEqual([201, 201]);
  });
});

describe('a person whom one account has made up', () => {
  test('row-2: becomes rater once a second person has confirmed that there is one', async () => {
    await launched();
    await importOf(hr, newcomer('N1'));
    const selection = { evaluationIds: [await evaluationOf(city, 'S1')] };
    const naming = { as: 'rater', employeeNo: 'N1' };
    expect((await order('reassign', selection, naming)).body['code']).toBe('person-unconfirmed');
    expect((await order('reassign', selection, { as: 'rater', employeeNo: 'F1' })).body['state']).toBe('executed');
    await sql`update address_change set answer = 'confirmed', answered_at = now()`.execute(city.db);
    expect((await order('reassign', selection, naming)).body['state']).toBe('executed');
  });

  test('row-1: is theirs alone by the clocks only on which the creation counts: who was there before the first launch is nobody’s', async () => {
    await sql`update cycle set rehearsal_id = ${city.rehearsalId}, launched_at = now()`.execute(city.db);
    await importOf(hr, newcomer('N2'));
    await sql`update cycle set rehearsal_id = null, launched_at = null`.execute(city.db);
    await launched();
    const selection = { evaluationIds: [await evaluationOf(city, 'S1')] };
    expect((await order('reassign', selection, { as: 'rater', employeeNo: 'N2' })).body['state']).toBe('executed');
  });
});

describe('a launch that two persons have said yes to', () => {
  const approved = async () => {
    const { body } = await order('launch-cycle', {}, { inMinutes: 600 });
    expect((await approver.ask('POST', `/commands/${String(body['id'])}/approve`)).body['state']).toBe('planned');
    return String(body['id']);
  };
  const isDue = async () => {
    await sql`update command_request set effective_at = now() - interval '1 minute'`.execute(city.db);
    await executeDueRequests(city.db);
  };

  test('row-1: does not begin with another rater of who asked for it', async () => {
    await approved();
    const { body } = await importOf(hr, 'HR1,Name HR1,hr1@city.example,Tax,6,Job,F1,H2,Office,2020-01-01');
    expect(body).toMatchObject({ imported: false, problems: [{ column: 'rater_no', code: 'own-case' }] });
    await isDue();
    expect(await city.db.selectFrom('evaluation').select('rater_id').where('employee_id', '=', idOf('HR1')).execute()).toEqual([
      { rater_id: idOf('H1') },
    ]);
  });

  test('row-2: does not begin with a rater who was made up since', async () => {
    const id = await approved();
    await importOf(hr, newcomer('N1'));
    await importOf(hr, 'S1,Name S1,s1@city.example,Tax,7,Job,N1,M1,Staff,2020-01-01');
    await isDue();
    const request = await city.db.selectFrom('command_request').select('outcome').where('id', '=', id).executeTakeFirst();
    expect(request).toEqual({ outcome: { refused: 'person-unconfirmed' } });
  });
});
