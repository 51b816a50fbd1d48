import { WorkflowIdConflictPolicy } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LeakReport, findLeaks, secretSearch } from '../../../cli/invariants/leaks.ts';
import { answer, openTasks } from '../../support/answers.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type World, createWorld } from '../../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld({ people: 2 });
  await world.startWorker();
  await world.launch('goal-setting');
  await world.relay();
  for (const kind of ['goals.draft', 'goals.agree', 'goals.confirm'])
    for (let left = 2; left > 0; left -= 1) {
      const task = await waitFor(kind, async () => (await openTasks(world)).find((one) => one.kind === kind));
      await answer(world, task);
      await world.relay();
    }
  await waitFor('both processes to end', async () => (await openRuns()) === 0);
});
afterAll(() => world.drop());

async function openRuns(): Promise<number> {
  return (await world.db.selectFrom('process_run').select('id').where('state', '=', 'open').execute()).length;
}

/** Starts a workflow that no worker takes, with something that must not be there, and looks. */
async function withPlanted(options: object): Promise<LeakReport> {
  await world.client.workflow.start('planted', {
    workflowId: 'planted',
    taskQueue: 'nobody',
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.TERMINATE_EXISTING,
    ...options,
  });
  return waitFor('the planted workflow to be listed', async () => {
    const report = await findLeaks(world);
    return report.leaks.length > 0 ? report : undefined;
  });
}

test('finds nothing of the record in what Temporal keeps of a finished phase', async () => {
  const report = await waitFor('both histories to be listed', async () => {
    const found = await findLeaks(world);
    return found.histories >= 2 ? found : undefined;
  });
  expect(report.leaks).toEqual([]);
  expect(report.texts).toBeGreaterThan(100);
  expect(report.secrets).toBeGreaterThan(10);
});

test('finds a name that is planted in a summary', async () => {
  const { leaks } = await withPlanted({ args: [], staticSummary: 'goals of Person 1' });
  expect(leaks.map(({ sort, workflowId }) => [sort, workflowId])).toContainEqual(['name', 'planted']);
});

test('finds an address in a memo, a number in an argument and written words in details', async () => {
  const memo = await withPlanted({ args: [], memo: { to: 'p1@city.example' } });
  expect(memo.leaks.map(({ sort }) => sort)).toContain('address');
  const argument = await withPlanted({ args: [{ who: 'P1' }] });
  expect(argument.leaks.map(({ sort }) => sort)).toContain('employee-number');
  const details = await withPlanted({ args: [], staticDetails: '- 이유가 있습니다' });
  expect(details.leaks.map(({ sort }) => sort)).toContain('free-text');
});

test('finds a score with two decimals, and does not take a version, an id or a part of a word for a hit', () => {
  const search = secretSearch([
    { sort: 'score', text: '60.27' },
    { sort: 'employee-number', text: 'E32' },
    { sort: 'name', text: '김하늘' },
  ]);
  expect(search('{"score":60.27}')).toEqual(['score']);
  expect(search('It was 60.27.')).toEqual(['score']);
  expect(search('1.60.27, 160.27, 60.275')).toEqual([]);
  expect(search('THE32, 6e32, cycle/E321/1')).toEqual([]);
  expect(search('0e32e32e-1234-E32f-8888-000000000E32')).toEqual([]);
  expect(search('goal-setting/1/E32/1')).toEqual(['employee-number']);
  expect(search('김하늘님의 목표')).toEqual(['name']);
});
