import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { advanceRehearsalClock } from '../../commands/advance-rehearsal-clock.ts';
import { executeDueRequests } from '../../commands/execute-due-requests.ts';
import { finishProcess } from '../../commands/finish-process.ts';
import { launchPhase } from '../../commands/launch-phase.ts';
import { publishCycle } from '../../commands/publish-cycle.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import { SEAT_ATTENDS } from '../../db/committee.ts';
import { inTransaction } from '../../db/in-transaction.ts';
import { isReady, publicationState } from '../../db/publication.ts';
import { recordDepartures } from '../../db/departures.ts';
import { calibrate } from '../../workflows/calibration.ts';
import { rate } from '../../workflows/manager-evaluation.ts';
import { answer, openTasks } from '../support/answers.ts';
import { carryOn } from '../support/carry-on.ts';
import { type Graph, explore, stuck } from '../support/explore.ts';
import { shippedPack } from '../support/packs.ts';
import { evaluationOf, launchedCity, order, type SmallCity, type SmallPlan, runOf } from './small-city.ts';
import { sessionOf } from './calibrating-city.ts';

// One person, S1, of one group: R1 rates, M1 chairs, H1 sits. X1 and X2 have no part yet, and do at once what they are asked.

const row = (no: string, unit: string, [grade, rater, group]: [string, string, string]) =>
  `${no},Name ${no},${no.toLowerCase()}@city.example,${unit},${grade},Job,${rater},,${group},2020-01-01`;
const PEOPLE = [
  row('M1', 'Top', ['3', '', '']),
  row('S1', 'Tax', ['7', 'R1', 'Staff']),
  ...['R1', 'H1'].map((no) => row(no, 'Tax', ['5', '', ''])),
  ...['X1', 'X2', 'HR1', 'HR2'].map((no) => row(no, 'Roads', ['6', '', ''])),
];
const meetsAgain = (pack: PolicyPack): PolicyPack => ({
  ...pack,
  calibration: { ...pack.calibration, withoutQuorum: 'meets-again' },
});

interface Place extends SmallCity {
  readonly rating: string;
  readonly session: string;
  readonly s1: string;
}

/** Their rating and calibration are launched; nobody has done anything. */
async function placeUnder(pack?: SmallPlan['pack']): Promise<Place> {
  const city = await launchedCity({ people: PEOPLE, committee: { chair: 'M1', members: ['H1'] }, ...(pack && { pack }) });
  onTestFinished(() => city.drop());
  const { db, cycleId } = city;
  for (const phase of ['manager-evaluation', 'calibration']) await launchPhase(db, { cycleId, phase });
  await advanceRehearsalClock(db, { rehearsalId: city.rehearsalId, to: '2027-01-05T00:00:00.000Z' });
  return {
    ...city,
    rating: (await runOf(city, 'S1', 'manager-evaluation')).id,
    session: await sessionOf(city, 'Staff'),
    s1: await evaluationOf(city, 'S1'),
  };
}

/** Whatever goes on by itself. */
async function goOn(place: Place): Promise<void> {
  const { db } = place;
  for (const { id, phase } of await openRuns(place)) await carryOn(db, id, phase === 'calibration' ? calibrate : rate);
  const { id: processRunId } = await db
    .selectFrom('process_run')
    .select('id')
    .where('phase', '=', 'cycle')
    .executeTakeFirstOrThrow();
  await executeDueRequests(db, { rehearsalId: place.rehearsalId });
  await publishCycle(db, { processRunId });
}

/** Of S1 first, then of their group. */
function openRuns({ db }: SmallCity): Promise<readonly { readonly id: string; readonly phase: string }[]> {
  return db
    .selectFrom('process_run')
    .select(['id', 'phase'])
    .where('phase', 'in', ['manager-evaluation', 'calibration'])
    .where('state', '=', 'open')
    .orderBy('phase', 'desc')
    .execute();
}

/** As much of the record as decides what can happen next: who is asked for what, who decides, who has gone, and whether all could be published. */
async function stateOf({ db, cycleId, session }: Place): Promise<string> {
  const { rows } = await sql<{ state: unknown }>`
    select jsonb_build_object(
      'enrolled', (select string_agg(state, ' ') from evaluation where cycle_id = c.id),
      'left', (select string_agg(employee_id::text, ' ' order by employee_id) from departure),
      'chair', (select coalesce(max(chair_id::text), c.committee->>'chair')
                  from calibration_session
                 where process_run_id = ${session}),
      'seats', (select string_agg(employee_id::text || coalesce(${SEAT_ATTENDS}::text, ''), ' ' order by k.seat)
                  from calibration_seat k where k.process_run_id = ${session}),
      'runs', (select jsonb_agg(jsonb_build_array(p.phase, p.state, p.why_failed, p.paused_at is not null)
                                order by p.id)
                 from process_run p where p.phase in ('manager-evaluation', 'calibration') and p.state <> 'void'),
      'asked', (select jsonb_agg(distinct q.executed_at is not null)
                  from command_request q
                 where q.command = 'publish'),
      'published', c.published_at is not null,
      'open', (select jsonb_agg(jsonb_build_array(t.kind, t.seat, t.assignee_id, t.due_at <= cycle_now(c.id))
                                order by t.kind, t.seat)
                 from task t where t.state = 'open')) state
      from cycle c where c.id = ${cycleId}`.execute(db);
  return JSON.stringify({ ready: isReady(await publicationState(db as never, cycleId)), ...(rows[0]?.state as object) });
}

/** Who has an open task does it; false where nobody of them has one. */
async function doWork({ db, ids }: Place, who: readonly string[], content?: object): Promise<boolean> {
  const all = who.map((no) => ids[no]);
  const tasks = (await openTasks({ db })).filter((one) => all.includes(one.assignee_id));
  const pack = shippedPack('kr-local-grade5');
  for (const task of tasks) await answer({ db, pack }, task, content === undefined ? {} : { content });
  return tasks.length > 0;
}

type Making = (place: Place) => Promise<boolean>;
interface Named {
  readonly name: string;
  readonly isHelp: boolean;
  readonly make: Making;
}
const move = (name: string, make: Making, isHelp = true): Named => ({ name, isHelp, make });

const hr = (
  command: string,
  given: object = {},
  selection: (place: Place) => object = ({ session }) => ({ runIds: [session] }),
): Making => {
  return async (here) => {
    await order(here, { command, selection: selection(here), arguments: given });
    return true;
  };
};
const ofRatings = () => ({ phase: 'manager-evaluation' });
const ofS1 = ({ s1 }: Place) => ({ evaluationIds: [s1] });
const reassign = (as: string, employeeNo: string, selection?: (place: Place) => object) =>
  hr('reassign', { as, employeeNo }, selection);

function leaves(no: string): Making {
  return async ({ db, ids, rehearsalId }) => {
    const employeeIds = [ids[no] ?? '0'];
    if ((await db.selectFrom('departure').selectAll().where('employee_id', 'in', employeeIds).execute()).length > 0) return false;
    await inTransaction(db, (trx) => recordDepartures(trx, { rehearsalId, employeeIds, leftOn: '2027-01-05' }));
    return true;
  };
}

/** To the next instant at which something is late, over or carried out; false where nothing is. */
async function passTime({ db, rehearsalId, cycleId }: Place): Promise<boolean> {
  const { rows } = await sql<{ to: string | null }>`
    select (min(x.at) + interval '1 minute')::text "to"
      from (select unnest(array[t.due_at, nullif(t.accepted_until, 'infinity')]) at
              from task t join process_run p on p.id = t.process_run_id
             where t.state = 'open' and p.phase in ('manager-evaluation', 'calibration')
            union all
            select effective_at from command_request where command = 'publish') x
     where x.at > cycle_now(${cycleId})`.execute(db);
  const to = rows[0]?.to ?? null;
  if (to === null) return false;
  await sql`update rehearsal set now_at = ${to}::timestamptz where id = ${rehearsalId}`.execute(db);
  return true;
}

// Hundreds of moves on a real database, one after the other.
const MANY_STATES_MS = 900_000;

const isReadyNow = (state: string) => (JSON.parse(state) as { ready: boolean }).ready;
const isPublished = (state: string) => (JSON.parse(state) as { published: boolean }).published;

async function explored(place: Place, moves: readonly Named[]): Promise<Graph> {
  const graph = await explore(place.db, {
    moves: [move('time passes', passTime), ...moves].map(({ make, ...named }) => ({
      ...named,
      make: (db) => make({ ...place, db }),
    })),
    settle: (db) => goOn({ ...place, db }),
    state: (db) => stateOf({ ...place, db }),
  });
  expect([...graph.states].filter(isReadyNow).length).toBeGreaterThan(0);
  return graph;
}

test(
  'row-21: whoever of a committee stays silent or leaves, help leads to a result that can be published',
  async () => {
    const place = await placeUnder(meetsAgain);
    await finishProcess(place.db, { processRunId: place.rating, outcome: 'rated' });
    const graph = await explored(place, [
      move('the willing do their work', (here) => doWork(here, ['X1', 'X2'])),
      move('M1 or H1 do theirs', (here) => doWork(here, ['M1', 'H1']), false),
      move('H1 does not come', (here) => doWork(here, ['H1'], { attends: false }), false),
      move('decide about silence', hr('decide-silence')),
      move('call again', hr('call-again', { at: '2027-12-01T00:00:00.000Z' })),
      move('X1 chairs', reassign('chair', 'X1')),
      move('X2 sits', reassign('member', 'X2')),
    ]);
    expect(stuck(graph, isReadyNow)).toEqual([]);
  },
  MANY_STATES_MS,
);

test(
  'row-21: whatever becomes of a group and its members, help leads to a result that can be published',
  async () => {
    const graph = await explored(await placeUnder(), [
      move('the willing do their work', (here) => doWork(here, ['X1', 'H1'])),
      move('M1 leaves', leaves('M1'), false),
      move('S1 is withdrawn', hr('withdraw', { why: 'resigned' }, ofS1), false),
      move(
        'S1 is to chair',
        reassign('chair', 'S1', () => ({ phase: 'calibration' })),
        false,
      ),
      move(
        'decide about silence',
        hr('decide-silence', {}, ({ rating, session }) => ({ runIds: [rating, session] })),
      ),
      move('retry', hr('retry-failed')),
      move('X1 chairs', reassign('chair', 'X1')),
    ]);
    expect(stuck(graph, isReadyNow)).toEqual([]);
  },
  MANY_STATES_MS,
);

test(
  'row-21: whatever is paused or taken back, help leads to the publication itself',
  async () => {
    const graph = await explored(await placeUnder(), [
      move('R1 rates, without goals', (here) => doWork(here, ['R1'], { goals: [] })),
      move('the committee does its work', (here) => doWork(here, ['M1', 'H1'])),
      move('pause the rating', hr('pause', {}, ofRatings), false),
      move('go on rating', hr('resume', {}, ofRatings)),
      move('pause the session', hr('pause'), false),
      move('go on with the session', hr('resume')),
      move(
        'rewind',
        hr('rewind', { toKind: 'rating.write' }, (here) => ({ ...ofS1(here), phase: 'manager-evaluation' })),
        false,
      ),
      move(
        'publish',
        hr('publish', {}, () => ({})),
      ),
    ]);
    expect(stuck(graph, isPublished)).toEqual([]);
  },
  MANY_STATES_MS,
);
