import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTask } from '../../commands/open-task.ts';
import { type World, midYear } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await midYear();
  await sql`update process_run set launched_at = now() where id = ${world.session}`.execute(world.db);
});
afterAll(() => world.drop());

test('a member and the chair stand in the step of their session until it is locked', async () => {
  const { db, session: processRunId } = world;
  const read = async (no: string, taskId: string) => {
    const { status, body } = await (await world.signIn(no)).ask('GET', `/tasks/${taskId}`);
    expect(status).toBe(200);
    return (body['steps'] as { phase: string; state: string }[]).slice(-3).map(({ phase, state }) => `${phase} ${state}`);
  };
  const here = ['manager-evaluation done', 'calibration now', 'result-notice next'];
  const meeting = await openTask(db, { processRunId, kind: 'calibration.meeting', round: 1, seat: 1 });
  expect(await read('H1', meeting.taskId)).toEqual(here);
  const lock = await openTask(db, { processRunId, kind: 'calibration.lock', round: 1, seat: 1 });
  expect(await read('M1', lock.taskId)).toEqual(here);
  await sql`update task set state = 'closed', outcome = 'done' where id = ${meeting.taskId}`.execute(db);
  expect(await read('H1', meeting.taskId)).toEqual(here);
  await sql`update calibration_session set locked_at = now() where process_run_id = ${processRunId}`.execute(db);
  expect(await read('H1', meeting.taskId)).toEqual(['manager-evaluation done', 'calibration done', 'result-notice next']);
});
