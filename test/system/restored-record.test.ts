import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenTask, answer, openTasks } from '../support/answers.ts';
import { shippedPack } from '../support/packs.ts';
import { type SmallCycle, type SmallStack, createSmallCycle, startSmallStack } from '../support/stack.ts';
import { waitFor } from '../support/wait-for.ts';

// docs/operators.md, "After the database was restored": Temporal stays as it is.
const pack = shippedPack('kr-local-grade5');
let stack: SmallStack;
let cycle: SmallCycle;
let folder: string;
let copy: string;
beforeAll(async () => {
  stack = await startSmallStack();
  cycle = await createSmallCycle(stack, { people: 2 });
  const { rows } = await sql<{ folder: string }>`select current_setting('data_directory') folder`.execute(stack.db);
  folder = rows[0]?.folder ?? '';
  copy = `${folder}.copy`;
});
afterAll(async () => {
  await stack.drop();
  rmSync(copy, { recursive: true, force: true });
});

/** With API and worker down all the time; `before` they start again. */
async function whileDown(act: () => void, before = () => Promise.resolve()): Promise<void> {
  for (const part of ['api', 'worker', 'postgres'] as const) await stack.halt(part);
  act();
  await stack.resume('postgres');
  await before();
  for (const part of ['worker', 'api'] as const) await stack.resume(part);
}
const keep = () => execFileSync('cp', ['-a', folder, copy]);
function restore(): void {
  rmSync(folder, { recursive: true });
  execFileSync('cp', ['-a', copy, folder]);
}

const find = async (employeeNo: string, kind: string): Promise<OpenTask | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select p.id from process_run p join evaluation e on e.id = p.evaluation_id
     where e.employee_id = ${cycle.id(employeeNo)} and p.phase = 'goal-setting'`.execute(stack.db);
  return (await openTasks(stack)).find((task) => task.kind === kind && task.process_run_id === rows[0]?.id);
};
const opened = (employeeNo: string, kind: string) => waitFor(`${kind} of ${employeeNo}`, () => find(employeeNo, kind));
async function close(employeeNo: string, kind: string): Promise<string> {
  const task = await opened(employeeNo, kind);
  await answer({ db: stack.db, pack }, task);
  return task.id;
}
const sweep = async (...more: readonly string[]) => {
  const { stdout, stderr } = await stack.dure('ops', 'sweep', ...more);
  return stdout + stderr;
};

test('row-19: after the database was restored to a moment before its last commits nobody’s answer is taken for another’s', async () => {
  await cycle.launch('goal-setting');
  await opened('P1', 'goals.draft');
  await opened('P2', 'goals.draft');
  await whileDown(keep);

  // What will be lost: P1 hands in, their rater is asked, a phase is launched.
  await close('P1', 'goals.draft');
  const lost = (await opened('P1', 'goals.agree')).id;
  await cycle.launch('midterm-coaching');
  await waitFor('the talks', async () => (await openTasks(stack)).filter(({ kind }) => kind === 'coaching.hold').length === 2);
  await whileDown(restore, async () => {
    expect(await sweep('--check')).toMatch(/running in Temporal, unknown in the record\s*│\s*2/);
    await sweep();
  });
  // The number of the rater's lost task goes to P2's, who is first by now.
  await close('P2', 'goals.draft');
  expect(await close('P2', 'goals.agree')).toBe(lost);
  await close('P1', 'goals.draft');
  await sweep();
  await close('P1', 'goals.agree');
  for (const employeeNo of ['P1', 'P2']) await close(employeeNo, 'goals.confirm');
  await waitFor('both to end', async () => {
    const runs = await stack.db.selectFrom('process_run').select('state').execute();
    return runs.length === 2 && runs.every(({ state }) => state === 'done');
  });
  const { rows } = await sql<{ meanings: string[] }>`
    select array_agg(meaning order by id) meanings from signature group by evaluation_id`.execute(stack.db);
  expect(rows.map(({ meanings }) => meanings)).toEqual(Array(2).fill(['prepared', 'agreed', 'confirmed']));

  await cycle.launch('midterm-coaching');
  await waitFor('the talks', async () => (await openTasks(stack)).filter(({ kind }) => kind === 'coaching.hold').length === 2);
  await waitFor('database and Temporal to agree', async () => (await stack.dure('ops', 'sweep', '--check')).status === 0);
}, 600_000);
