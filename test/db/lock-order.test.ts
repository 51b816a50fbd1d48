import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Random, randomOf } from '../../cli/demo/random.ts';
import { changeAbsence, recordAbsence } from '../../commands/absences.ts';
import { closeTask } from '../../commands/close-task.ts';
import { createCycle } from '../../commands/create-cycle.ts';
import { requestDeparture } from '../../commands/departure-requests.ts';
import { failProcess, finishProcess } from '../../commands/finish-process.ts';
import { importPeople } from '../../commands/import-people.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { lookAtTask } from '../../commands/look-at-task.ts';
import { mendEmail } from '../../commands/mend-email.ts';
import { openTask } from '../../commands/open-task.ts';
import { queueDigests } from '../../commands/queue-digests.ts';
import { saveDraft } from '../../commands/save-draft.ts';
import { scoreEvaluation } from '../../commands/score-evaluation.ts';
import { connect } from '../../db/connection.ts';
import { enrol } from '../../db/enrolment.ts';
import { type Trx, inTransaction } from '../../db/in-transaction.ts';
import { lockTask } from '../../db/task-facts.ts';
import { type OpenTask, answer, fill, openTasks } from '../support/answers.ts';
import { type LockOrder, watchLockOrder } from '../support/lock-order.ts';
import { order } from '../support/order.ts';
import { type CycleRecord, createRecord, peopleCsv } from '../support/record.ts';
import { statementLocks } from '../support/statement-locks.ts';
import { waitFor } from '../support/wait-for.ts';

const PEOPLE = 12;
const STAY = 9;
const COMMANDS = 300;
const AT_ONCE = 20;
const PHASES = ['goal-setting', 'midterm-coaching', 'self-assessment', 'manager-evaluation'] as const;
const FIRST_TASK = {
  'goal-setting': 'goals.draft',
  'midterm-coaching': 'coaching.hold',
  'self-assessment': 'self-assessment.write',
  'manager-evaluation': 'rating.write',
} as const;

const SUBSTITUTES = [
  'S1,Substitute One,s1@city.example,Roads,5,,,,,2001-01-01',
  'S2,Substitute Two,s2@city.example,Top,4,,,,,2001-01-01',
];
const LIST = `${peopleCsv(PEOPLE)}${SUBSTITUTES.join('\n')}\n`;

let record: CycleRecord;
/** The same people in a cycle of true dates beside the rehearsed one. */
let live: CycleRecord;
let locks: LockOrder;
beforeEach(async () => {
  record = await createRecord({ csv: LIST });
  live = await besides(record);
  for (const { db, cycleId } of [record, live]) for (const phase of PHASES) await launchPhase(db, { cycleId, phase });
  for (const run of [...(await runs()), ...(await runs(live))])
    await openTask(record.db, { processRunId: run.id, kind: FIRST_TASK[run.phase], round: 1, seat: 1 });
  locks = watchLockOrder();
});
afterEach(async () => {
  locks.stop();
  await record.drop();
});

interface Run {
  readonly id: string;
  readonly phase: (typeof PHASES)[number];
  readonly evaluation_id: string;
}

async function besides({ db, ...rest }: CycleRecord): Promise<CycleRecord> {
  const { id: cycleId } = await createCycle(db, {
    name: 'live',
    year: 2026,
    packName: rest.pack.name,
    committee: { chair: 'C1', members: ['V1', 'H1'] },
  });
  await inTransaction(db, (trx) => enrol(trx, { cycleId, quotaFrom: PEOPLE }));
  await sql`update cycle set launched_at = cycle_now(id) where id = ${cycleId}`.execute(db);
  return { ...rest, db, cycleId, rehearsalId: undefined };
}

async function runs({ cycleId } = record): Promise<readonly Run[]> {
  const { rows } = await sql<Run>`
    select id, phase, evaluation_id
      from process_run
     where state in ('open', 'failed') and evaluation_id is not null and cycle_id = ${cycleId}
     order by id`.execute(record.db);
  return rows;
}

/** Some people's evaluations, in one phase. */
async function some(
  random: Random,
  of: CycleRecord,
): Promise<{ readonly phase: Run['phase']; readonly evaluationIds: readonly string[] }> {
  const all = [...new Set((await runs(of)).map((run) => run.evaluation_id))];
  const evaluationIds = Array.from({ length: random.between(1, 5) }, () => random.pick(all));
  return { phase: random.pick(PHASES), evaluationIds: [...new Set(evaluationIds)] };
}

type Act = (random: Random) => Promise<unknown>;

const command =
  (name: Parameters<typeof order>[1]['command'], given: (random: Random) => object = () => ({})): Act =>
  async (random) => {
    const of = random.pick([record, live]);
    const { phase, evaluationIds } = await some(random, of);
    const selection = name === 'withdraw' || name === 'reassign' ? { evaluationIds } : { phase, evaluationIds };
    return order(of, { command: name, selection, arguments: given(random) });
  };

const onTask = (act: (task: Awaited<ReturnType<typeof openTasks>>[number]) => Promise<unknown>): Act => {
  return async (random) => act(random.pick(await openTasks(record)));
};
const onRun = (act: (processRunId: string, run: Run) => Promise<unknown>): Act => {
  return async (random) => {
    const run = random.pick(await runs());
    return act(run.id, run);
  };
};

/** Nine of twelve stay. */
async function withdrawOne(random: Random): Promise<unknown> {
  const all = [...new Set((await runs()).map((run) => run.evaluation_id))];
  if (all.length <= STAY) return undefined;
  return order(record, {
    command: 'withdraw',
    selection: { evaluationIds: [random.pick(all)] },
    arguments: { why: 'resigned', leftOn: '2026-02-20' },
  });
}

async function reinstateOne(random: Random): Promise<unknown> {
  const { rows } = await sql<{ id: string }>`
    select id from evaluation where cycle_id = ${record.cycleId} and state = 'withdrawn' order by id`.execute(record.db);
  if (rows.length === 0) return undefined;
  return order(record, { command: 'reinstate', selection: { evaluationIds: [random.pick(rows).id] } });
}

/** To and fro, of the last three, so that the others stay. */
const departs: Act = async (random) => {
  const no = `P${String(random.between(STAY + 1, PEOPLE))}`;
  const { rows } = await sql`select from departure where employee_id = ${record.id(no)} and rehearsal_id is null`.execute(
    record.db,
  );
  return requestDeparture(record.db, {
    employeeNos: [no],
    leftOn: rows.length > 0 ? null : '2026-02-01',
    reason: 'so it is',
    actorId: record.id('C1'),
  });
};

const isAwayAndBack: Act = async (random) => {
  const person = `P${String(random.between(1, PEOPLE))}`;
  const actorId = record.id('C1');
  const { id: absenceId } = await recordAbsence(record.db, {
    employeeNo: person,
    fromOn: '2090-03-01',
    toOn: `2090-03-${String(random.between(10, 28))}`,
    actorId,
  });
  return changeAbsence(record.db, { absenceId, toOn: null, actorId });
};

/** Another rater for all by the list, which running evaluations then follow. */
const listMoves: Act = async (random) => {
  const file = Buffer.from(LIST.replaceAll(',H1,', random.pick([',H1,', ',S1,'])));
  const { running } = await importPeople(record.db, { file, actorId: record.id('C1') });
  if (running.length === 0) return undefined;
  const { cycleId, evaluationIds } = random.pick(running);
  return order({ ...record, cycleId }, { command: 'follow-list', selection: { evaluationIds } });
};

const readdressed: Act = (random) => {
  const no = String(random.between(1, PEOPLE));
  return mendEmail(record.db, {
    employeeNo: `P${no}`,
    email: `p${no}-${String(random.between(1, 9))}@city.example`,
    actorId: record.id('C1'),
  });
};

/** Everything that people, HR and workflows do to the same twelve. */
const ACTS: readonly Act[] = [
  command('extend-tasks', () => ({ workingDays: 1 })),
  command('pause'),
  command('resume'),
  command('reassign', (random) => ({ as: 'rater', employeeNo: random.pick(['H1', 'S1']) })),
  command('reassign', (random) => ({ as: 'reviewer', employeeNo: random.pick(['V1', 'S2']) })),
  command('remind'),
  command('decide-silence'),
  async (random) => {
    const { phase, evaluationIds } = await some(random, record);
    return order(record, { command: 'rewind', selection: { phase, evaluationIds }, arguments: { toKind: FIRST_TASK[phase] } });
  },
  command('retry-failed'),
  () => order(record, { command: 'launch-missing' }),
  withdrawOne,
  reinstateOne,
  departs,
  isAwayAndBack,
  listMoves,
  readdressed,
  onTask((task) => answer(record, task)),
  onTask((task) => answer(record, task, { outcome: 'returned' })),
  onTask(({ id, assignee_id: actorId }) => saveDraft(record.db, { taskId: id, actorId, version: 0, content: {} })),
  onTask(({ id }) => lookAtTask(record.db, { taskId: id })),
  onRun((processRunId, { phase }) => openTask(record.db, { processRunId, kind: FIRST_TASK[phase], round: 2, seat: 1 })),
  onRun((processRunId, { phase }) => openTask(record.db, { processRunId, kind: FIRST_TASK[phase], round: 1, seat: 1 })),
  onRun((processRunId) => finishProcess(record.db, { processRunId, outcome: 'done' })),
  onRun((processRunId) => failProcess(record.db, { processRunId, code: 'unexpected' })),
  onRun((processRunId) => scoreEvaluation(record.db, { processRunId })),
  (random) =>
    queueDigests(record.db, {
      timeZone: 'Asia/Seoul',
      clock: record.rehearsalId ?? 'live',
      date: `2026-02-${String(random.between(10, 27))}`,
    }),
];

/** Deadlocks of the database so far; only what ended connections have told is sure to be counted. */
async function deadlocksCounted(): Promise<number> {
  await record.db.destroy();
  const db = connect({ url: record.url, role: 'owner', max: 1 });
  const { rows } = await sql<{ deadlocks: string }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(db);
  await db.destroy();
  return Number(rows[0]?.deadlocks);
}

test('row-24: three hundred mixed commands on twelve people at once lock in one order, and no two wait for each other', async () => {
  const unexpected: unknown[] = [];
  const lanes = Array.from({ length: AT_ONCE }, async (_, lane) => {
    const random = randomOf('mixed-commands', lane);
    for (let n = 0; n < COMMANDS / AT_ONCE; n += 1) {
      // The clock goes on, so that some are late and silent.
      if (lane === 0) await record.setClock(`2026-02-${String(n + 10)}T00:00:00.000Z`);
      await random
        .pick(ACTS)(random)
        .catch((error: unknown) => {
          if ((error as { name?: unknown }).name !== 'DomainError') unexpected.push(error);
        });
    }
  });
  await Promise.all(lanes);
  expect(unexpected).toEqual([]);
  expect(locks.violations()).toEqual([]);
  expect(locks.tooStrong()).toEqual([]);
  expect(locks.deadlocks()).toEqual([]);
  expect(locks.transactions()).toBeGreaterThan(COMMANDS / 2);
  expect(await deadlocksCounted()).toBe(0);
});

/** Does `first`, starts a withdrawal of P1, and goes on with `then` when the withdrawal waits. */
async function whileWithdrawing(first: (trx: Trx) => Promise<unknown>, then: (trx: Trx) => Promise<unknown>): Promise<void> {
  const withdrawing: Promise<unknown>[] = [];
  await inTransaction(record.db, async (trx) => {
    await first(trx);
    const { id } = await evaluationOf('P1');
    const selection = { evaluationIds: [id] };
    withdrawing.push(order(record, { command: 'withdraw', selection, arguments: { why: 'resigned' } }));
    await waitFor('the withdrawal to wait', async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(record.db);
      return rows.length > 0;
    });
    await then(trx);
  });
  await Promise.all(withdrawing);
}

const evaluationOf = async (employeeNo: string) =>
  record.db.selectFrom('evaluation').select('id').where('employee_id', '=', record.id(employeeNo)).executeTakeFirstOrThrow();

test('row-24: a withdrawal and a closing of the same person do not wait for each other', async () => {
  const { id: evaluationId } = await evaluationOf('P1');
  const task = (await openTasks(record)).find((one) => one.evaluation_id === evaluationId && one.kind === 'goals.draft');
  const version = await fill(record, task as OpenTask);
  const closing = { taskId: task?.id ?? '', actorId: record.id('P1'), outcome: 'done', version };
  await whileWithdrawing(
    (trx) => lockTask(trx, closing.taskId),
    (trx) => closeTask(trx, closing),
  );
  expect(locks.deadlocks()).toEqual([]);
});

test('row-24: a withdrawal and the end of a process of the same person do not wait for each other', async () => {
  const { id: evaluationId } = await evaluationOf('P1');
  const of = (one: { readonly evaluation_id: string | null }) => one.evaluation_id === evaluationId;
  const task = (await openTasks(record)).find((one) => of(one) && one.kind === 'goals.draft');
  await answer(record, task as OpenTask);
  const processRunId = task?.process_run_id ?? '';
  await whileWithdrawing(
    (trx) => sql`select from process_run where id = ${processRunId} for no key update`.execute(trx),
    (trx) => finishProcess(trx, { processRunId, outcome: 'agreed' }),
  );
  expect(locks.deadlocks()).toEqual([]);
});

test('the detector reads from a statement what it locks', () => {
  const weak = (...tables: readonly string[]) => tables.map((table) => ({ table, strong: false }));
  const strong = (table: string) => ({ table, strong: true });
  expect(statementLocks('select from process_run where id = any ($1) order by id for no key update')).toEqual(
    weak('process_run'),
  );
  expect(
    statementLocks(`with chosen as (
      select t.id from task t join process_run p on p.id = t.process_run_id left join evaluation e on e.id = p.evaluation_id
       where p.state = 'open' order by t.id for update of t, p)
      update "task" t set state = 'closed' from chosen where t.id = chosen.id`),
  ).toEqual([strong('task'), strong('process_run'), ...weak('task')]);
  expect(statementLocks('insert into task (id) values (1) on conflict (id) do update set id = 1')).toEqual([]);
  expect(statementLocks("delete from outbox where why = 'update task'")).toEqual([strong('outbox')]);
  expect(statementLocks("select pg_advisory_xact_lock_shared(hashtext('dure.people'))")).toEqual(weak('people'));
  expect(statementLocks("select pg_advisory_xact_lock(hashtext('dure.mails'), n) from lock")).toEqual(weak('mails'));
});
