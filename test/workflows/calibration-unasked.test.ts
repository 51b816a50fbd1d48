import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { concludeCalibration } from '../../commands/conclude-calibration.ts';
import { finished, keepHistory } from '../support/history.ts';
import { playByCommands } from '../support/play-by-commands.ts';
import { SCENARIOS } from '../support/scenarios.ts';
import { waitFor } from '../support/wait-for.ts';
import { type World, createWorld } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({
    people: 2,
    pack: ({ meeting: _meeting, periods: _periods, ...pack }) => ({
      ...pack,
      phases: pack.phases.map((phase) => (phase.key === 'calibration' ? { ...phase, tasks: {} } : phase)),
      calibration: { ...pack.calibration, changes: 'nothing', orderKept: false, reasonCodes: [] },
      distribution: { mode: 'none' },
    }),
  });
  for (const phase of ['goal-setting', 'manager-evaluation']) {
    await world.launch(phase);
    const scenario = SCENARIOS.find((one) => one.phase === phase);
    if (scenario === undefined) throw new Error(`no scenario of ${phase}`);
    for (const { id } of await runsOf(phase)) await playByCommands(world, id, scenario);
  }
  await sql`update outbox set delivered_at = now() where delivered_at is null`.execute(world.db);
  await world.launch('calibration');
  await world.startWorker();
  await world.relay();
});
afterAll(async () => {
  await world.drop();
  expect(world.failures).toEqual([]);
});

function runsOf(phase: string) {
  return world.db
    .selectFrom('process_run as p')
    .innerJoin('evaluation as e', (join) =>
      join.on((on) =>
        on.or([on('e.id', '=', on.ref('p.evaluation_id')), on('e.rating_group_id', '=', on.ref('p.rating_group_id'))]),
      ),
    )
    .select(['p.id', 'p.workflow_id'])
    .distinct()
    .where('p.phase', '=', phase)
    .where('e.grade', '=', '7')
    .execute();
}

test('where the pack asks no committee, a complete group gets the proposed results, and that costs what its parts cost', async () => {
  const [run] = await runsOf('calibration');
  if (run === undefined) throw new Error('no group');
  await waitFor('the results', async () => {
    const { n } = await world.db.selectFrom('result').select(world.db.fn.countAll<string>().as('n')).executeTakeFirstOrThrow();
    return Number(n) === 2;
  });
  // docs/performance.md: the run, a wait that holds, two activities, two seats and a chair who are skipped.
  expect(await finished(world, run.workflow_id ?? '')).toEqual({ events: 6 + 1 + 6 + 6 + 3, workflowTasks: 1 + 1 + 1 });
  await keepHistory(world, 'calibration-nobody-asked', { workflowId: run.workflow_id ?? '' });
  const session = world.db.selectFrom('calibration_session').select(['locked_at']).where('process_run_id', '=', run.id);
  expect((await session.executeTakeFirstOrThrow()).locked_at).not.toBeNull();
  const process = world.db.selectFrom('process_run').select(['state', 'outcome']).where('id', '=', run.id);
  expect(await process.executeTakeFirst()).toEqual({ state: 'done', outcome: 'locked' });
});

test('concluding again changes nothing', async () => {
  const [run] = await runsOf('calibration');
  expect(await concludeCalibration(world.db, { processRunId: run?.id ?? '0' })).toEqual({ concluded: true });
  const { rows } = await sql<{ n: number }>`select count(*)::int n from result`.execute(world.db);
  expect(rows).toEqual([{ n: 2 }]);
});
