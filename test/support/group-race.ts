import { sql } from 'kysely';
import { expect } from 'vitest';
import { randomOf } from '../../cli/demo/random.ts';
import { DomainError } from '../../domain/errors.ts';
import { deliver } from '../../worker/deliver.ts';
import { startRelay } from '../../worker/relay.ts';
import { playByCommands } from './play-by-commands.ts';
import { approve, askFor, order } from './order.ts';
import type { Scenario } from './scenarios.ts';
import { waitFor } from './wait-for.ts';
import { type World, createWorld } from './world.ts';

const CLOSERS = 50;
const WITHDRAWALS = 5;

// Nobody has goals in this world.
const RATED: Scenario = {
  name: 'rated-without-goals',
  phase: 'manager-evaluation',
  steps: [
    { kind: 'rating.write', round: 1, seat: 1, ends: 'done', content: { goals: [] } },
    { kind: 'rating.review', round: 1, seat: 1, ends: 'done' },
  ],
  outcome: 'rated',
};

const toCalibrations: typeof deliver = async (client, row) => {
  if (row.workflow_type === 'calibrationWorkflow') await deliver(client, row);
};

/** A world with one group of 55 for each seed; evaluation and calibration are launched, and Temporal is told of the calibrations only. */
export async function groupsWorld(seeds: number): Promise<World> {
  const lines = [
    'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on',
    'C1,Chair One,c1@city.example,Top,3,,,,,2001-01-01',
    'V1,Viewer One,v1@city.example,Top,4,,,,,2001-01-01',
    'H1,Head One,h1@city.example,Roads,5,,,,,2001-01-01',
  ];
  for (let seed = 1; seed <= seeds; seed++)
    for (let n = 1; n <= CLOSERS + WITHDRAWALS; n++)
      lines.push(`G${seed}-${n},Person ${n},g${seed}-${n}@city.example,Roads,7,clerk,H1,V1,G${seed},2010-01-01`);
  const world = await createWorld({ csv: `${lines.join('\n')}\n` });
  await world.launch('manager-evaluation');
  await world.launch('calibration');
  await world.startWorker();
  const relay = startRelay({ ...world.relayDeps, deliver: toCalibrations });
  return {
    ...world,
    drop: async () => {
      await relay.stop();
      await world.drop();
    },
  };
}

interface Member {
  readonly run_id: string;
  readonly evaluation_id: string;
}

async function membersOf({ db }: World, group: string): Promise<readonly Member[]> {
  const { rows } = await sql<Member>`
    select p.id run_id, e.id evaluation_id from evaluation e join rating_group g on g.id = e.rating_group_id
      join process_run p on p.evaluation_id = e.id and p.phase = 'manager-evaluation' and p.state <> 'void'
     where g.name = ${group} and e.state = 'enrolled' order by e.id`.execute(db);
  return rows;
}

/**
 * Someone new comes into the group, and HR asks to launch who is missing; answers how a second person says yes, which tells whether they came in time: it
 * is refused where the group is decided by then.
 */
async function joinLate(world: World, group: string): Promise<() => Promise<boolean>> {
  await sql`
    insert into employee (employee_no, name, email, unit_id, grade, job, rater_id, reviewer_id, group_name, hired_on)
    select ${`${group}-late`}, 'Late', 'late@city.example', unit_id, grade, job, rater_id, reviewer_id, ${group},
           '2026-01-01'
      from employee
     where employee_no = ${`${group}-1`}`.execute(world.db);
  const { id } = await askFor(world, { command: 'launch-missing' });
  return async () => {
    try {
      await approve(world, id);
      return true;
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'preview-changed')) throw error;
      return false;
    }
  };
}

/**
 * Fifty are rated, five leave and one joins, all at once and in an order of the seed. The group's calibration opens once, and never without somebody's
 * rating. In the group of the first seed the newcomer is there before the others begin; in the others they come in time or too late.
 */
export async function raceGroup(world: World, seed: number): Promise<void> {
  const group = `G${seed}`;
  const random = randomOf('group-race', seed);
  const members = await membersOf(world, group);
  const acts: (() => Promise<unknown>)[] = members.map(({ run_id, evaluation_id }, index) =>
    index < CLOSERS
      ? () => playByCommands(world, run_id, RATED)
      : () =>
          order(world, { command: 'withdraw', selection: { evaluationIds: [evaluation_id] }, arguments: { why: 'resigned' } }),
  );
  const join = await joinLate(world, group);
  if (seed === 1) expect(await join()).toBe(true);
  else acts.push(join);
  const inOrder = acts.map((act) => ({ act, at: random.next() })).sort((a, b) => a.at - b.at);
  await Promise.all(inOrder.map(({ act }) => act()));

  const left = await unrated(world, group);
  if (left.length > 0) {
    expect(await sessions(world, group)).toEqual([]); // the newcomer came in time: everybody waits for their rating
    for (const runId of left) await playByCommands(world, runId, RATED);
  }
  await waitFor(`the calibration of ${group}`, async () => (await openMeetings(world, group)).length === 2);
  expect(await openMeetings(world, group)).toEqual([1, 2]);
  expect(await unrated(world, group)).toEqual([]);
  const [session, ...more] = await sessions(world, group);
  expect(more).toEqual([]);
  expect(session).toEqual({ members: (await membersOf(world, group)).length, locked: 1, proposed: 1 });
}

async function unrated({ db }: World, group: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from evaluation e join rating_group g on g.id = e.rating_group_id
      join process_run p on p.evaluation_id = e.id and p.phase = 'manager-evaluation' and p.state <> 'void'
     where g.name = ${group} and e.state = 'enrolled'
       and (p.state <> 'done' or not exists (select from score s where s.process_run_id = p.id))
     order by p.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Sessions of a group with how many stand in them, and how often the trail says that it was locked and proposed. */
async function sessions({ db }: World, group: string): Promise<readonly { members: number; locked: number; proposed: number }[]> {
  const { rows } = await sql<{ members: number; locked: number; proposed: number }>`
    select (select count(*)::int from calibration_place c where c.process_run_id = s.process_run_id) members,
           (select count(*)::int from audit_event a where a.what = 'group.locked' and a.subject = g.id) locked,
           (select count(*)::int
              from audit_event a
             where a.what = 'calibration.proposed' and a.subject = s.process_run_id) proposed
      from rating_group g join calibration_session s on s.rating_group_id = g.id where g.name = ${group}`.execute(db);
  return rows;
}

async function openMeetings({ db }: World, group: string): Promise<readonly number[]> {
  const { rows } = await sql<{ seat: number }>`
    select t.seat
      from task t
      join process_run p on p.id = t.process_run_id
      join rating_group g on g.id = p.rating_group_id
     where g.name = ${group} and t.kind = 'calibration.meeting' order by t.seat`.execute(db);
  return rows.map(({ seat }) => seat);
}
