import { randomBytes } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { createBulkActivities } from '../../activities/bulk.ts';
import { createProcessActivities } from '../../activities/process.ts';
import { createCycle } from '../../commands/create-cycle.ts';
import { createRehearsal } from '../../commands/create-rehearsal.ts';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { loadHolidays } from '../../commands/load-holidays.ts';
import { getPack, loadPack, loadShippedPack } from '../../commands/load-pack.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import { type Db, connect } from '../../db/connection.ts';
import { enrol } from '../../db/enrolment.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { BULK_QUEUE, PROCESS_QUEUE } from '../../domain/process/names.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { registerTemporal } from '../../worker/register-temporal.ts';
import { type RelayDeps, relayOnce } from '../../worker/relay.ts';
import { freshDatabase } from './database.ts';
import { waitFor } from './wait-for.ts';

export interface WorldOptions {
  /** Rated people beside the heads; all in one unit and one rating group. */
  readonly people?: number;
  /** Real time instead of a rehearsal's clock. */
  readonly live?: boolean;
  /** Changes the shipped pack. */
  readonly pack?: (pack: PolicyPack) => PolicyPack;
  /** CSV instead of the generated people: the columns of the import. */
  readonly csv?: string;
}

export interface World {
  readonly db: Db;
  readonly url: string;
  readonly client: Client;
  readonly namespace: string;
  readonly cycleId: string;
  readonly rehearsalId: string | undefined;
  readonly pack: PolicyPack;
  /** Employee ids by number: `C1` chairs, `V1` reviews, `H1` rates, `P1`… are rated. */
  readonly ids: ReadonlyMap<string, string>;
  id(employeeNo: string): string;
  launch(phase: string): Promise<void>;
  /** Sets a rehearsal's clock without the command's pokes. */
  setClock(instant: string): Promise<void>;
  /** Delivers the outbox until it is empty. */
  relay(): Promise<void>;
  readonly relayDeps: RelayDeps;
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  handle(workflowId: string): WorkflowHandle;
  drop(): Promise<void>;
}

// The SDK tells every change of a worker's state; a test run shows only what is wrong.
Runtime.install({ logger: new DefaultLogger('ERROR') });

const START = '2026-01-19T00:00:00.000Z';

/** A cycle with its own database and its own Temporal namespace, nobody launched, and no worker until it is started. */
export async function createWorld({
  people = 1,
  live = false,
  pack: change,
  csv = peopleCsv(people),
}: WorldOptions = {}): Promise<World> {
  const database = await freshDatabase();
  const db = connect({ url: database.url, role: 'owner', max: 20 });
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const namespace = `t${randomBytes(6).toString('hex')}`;
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  const client = new Client({ connection, namespace });
  await waitFor('the namespace', async () => {
    await registerTemporal(client, { namespace, timeZone: 'Asia/Seoul' });
    return true;
  });

  await loadHolidays(db);
  const imported = await importPeople(db, { file: Buffer.from(csv) });
  if (!imported.imported) throw new Error(`import: ${JSON.stringify(imported.problems)}`);
  const shipped = await loadShippedPack(db, 'kr-local-grade5');
  let packId = shipped?.id ?? '';
  const { id: _, ...shippedPack } = await getPack(db, { id: packId });
  const pack = change?.(shippedPack) ?? shippedPack;
  if (change !== undefined) packId = (await loadPack(db, { content: pack })).id;
  const rehearsal = live ? undefined : await createRehearsal(db, { name: 'test', startsAt: START, hasMailbox: true });
  const cycle = await createCycle(db, {
    name: 'test',
    year: 2026,
    packId,
    ...(rehearsal === undefined ? {} : { rehearsalId: rehearsal.id }),
    committee: { chair: 'C1', members: ['V1', 'H1'] },
  });
  await inTransaction(db, (trx) => enrol(trx, { cycleId: cycle.id, quotaFrom: pack.distribution.quotaFrom }));
  await sql`update cycle set launched_at = cycle_now(id) where id = ${cycle.id}`.execute(db);
  const rows = await db.selectFrom('employee').select(['id', 'employee_no']).execute();
  const ids = new Map(rows.map((row) => [row.employee_no, row.id]));

  const failures: unknown[] = [];
  const relayDeps: RelayDeps = { db, client, onError: (error) => failures.push(error) };
  let running:
    { readonly done: Promise<unknown>; readonly workers: readonly Worker[]; readonly native: NativeConnection } | undefined;

  async function startWorker(): Promise<void> {
    const native = await NativeConnection.connect({ address: inject('temporalAddress') });
    const deps = { db, report: (error: unknown) => failures.push(error) };
    const shared = { connection: native, namespace };
    const workers = await Promise.all([
      Worker.create({
        ...shared,
        taskQueue: PROCESS_QUEUE,
        workflowBundle: await workflowBundle(),
        activities: createProcessActivities(deps),
      }),
      Worker.create({ ...shared, taskQueue: BULK_QUEUE, activities: createBulkActivities(deps) }),
    ]);
    running = { workers, native, done: Promise.all(workers.map((worker) => worker.run())) };
  }
  async function stopWorker(): Promise<void> {
    if (running === undefined) return;
    for (const worker of running.workers) worker.shutdown();
    await running.done;
    await running.native.close();
    running = undefined;
  }

  return {
    db,
    url: database.url,
    client,
    namespace,
    cycleId: cycle.id,
    rehearsalId: rehearsal?.id,
    pack,
    ids,
    id: (employeeNo) => ids.get(employeeNo) ?? `nobody ${employeeNo}`,
    launch: async (phase) => void (await launchPhase(db, { cycleId: cycle.id, phase })),
    setClock: async (instant) =>
      void (await sql`update rehearsal set now_at = ${instant} where id = ${rehearsal?.id ?? null}`.execute(db)),
    relay: async () => {
      while (await relayOnce(relayDeps)) continue;
    },
    relayDeps,
    startWorker,
    stopWorker,
    handle: (workflowId) => client.workflow.getHandle(workflowId),
    drop: async () => {
      await stopWorker();
      await connection.close();
      await db.destroy();
      await database.drop();
    },
  };
}

function peopleCsv(people: number): string {
  const lines = [
    'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on',
    'C1,Chair One,c1@city.example,Top,3,,,,,2001-01-01',
    'V1,Viewer One,v1@city.example,Top,4,,,,,2001-01-01',
    'H1,Head One,h1@city.example,Roads,5,,,,,2001-01-01',
  ];
  for (let i = 1; i <= people; i++) lines.push(`P${i},Person ${i},p${i}@city.example,Roads,7,clerk,H1,V1,,2010-01-01`);
  return `${lines.join('\n')}\n`;
}
