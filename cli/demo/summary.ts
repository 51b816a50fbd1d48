import { sql } from 'kysely';
import { connect, type Db } from '../../db/connection.ts';
import { SEARCH_ATTRIBUTES } from '../../domain/process/names.ts';
import { temporalClient, withDeadline } from '../../worker/temporal-client.ts';

export interface PhaseSummary {
  readonly phase: string;
  readonly launched: number;
  readonly done: number;
  readonly skipped: number;
  readonly void: number;
  readonly failed: number;
}

export interface Summary {
  readonly phases: readonly PhaseSummary[];
  readonly tasks: Readonly<Record<'opened' | 'done' | 'returned' | 'expired' | 'skipped', number>>;
  readonly mails: Readonly<Record<'queued' | 'sent' | 'dead', number>>;
  readonly workflows: Readonly<Record<'started' | 'completed' | 'failed' | 'running', number>>;
  readonly results: Readonly<Record<'published' | 'acknowledged' | 'refused', number>>;
}

/** What became of one cycle. */
export interface CycleSummary extends Summary {
  /** Whom it was about, those who left in the year included. */
  readonly people: number;
  /** How many got which level, best first; a level that nobody got has none. */
  readonly levels: readonly { readonly level: string; readonly people: number }[];
}

export interface Where {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly cycleId: string;
}

/** What became of a cycle, counted in the record and at Temporal. */
export async function summarize({ databaseUrl, temporalAddress, cycleId }: Where): Promise<CycleSummary> {
  const db = connect({ url: databaseUrl, role: 'owner', max: 2 });
  try {
    const [phases, tasks, mails, results] = [
      await phasesOf(db, cycleId),
      await tasksOf(db, cycleId),
      await mailsOf(db, cycleId),
      await resultsOf(db, cycleId),
    ];
    const [people, levels] = [await peopleOf(db, cycleId), await levelsOf(db, cycleId)];
    return { people, phases, tasks, mails, workflows: await workflowsOf(temporalAddress, cycleId), results, levels };
  } finally {
    await db.destroy();
  }
}

/** Several cycles as one: phases of the same key are one line. */
export function summed(cycles: readonly Summary[]): Summary {
  const add = <K extends string>(counts: readonly Readonly<Record<K, number>>[]): Readonly<Record<K, number>> =>
    counts.reduce((sum, one) => {
      const keys = Object.keys(sum) as K[];
      return Object.fromEntries(keys.map((key) => [key, sum[key] + one[key]])) as Record<K, number>;
    });
  const phases = Map.groupBy(
    cycles.flatMap((one) => one.phases),
    ({ phase }) => phase,
  );
  return {
    phases: [...phases].map(([phase, counts]) => ({ phase, ...add(counts.map(({ phase: _, ...rest }) => rest)) })),
    tasks: add(cycles.map(({ tasks }) => tasks)),
    mails: add(cycles.map(({ mails }) => mails)),
    workflows: add(cycles.map(({ workflows }) => workflows)),
    results: add(cycles.map(({ results }) => results)),
  };
}

async function peopleOf(db: Db, cycleId: string): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::int people from evaluation where cycle_id = ${cycleId} and state <> 'excluded'`.execute(db);
  return one(rows).people;
}

async function levelsOf(db: Db, cycleId: string): Promise<CycleSummary['levels']> {
  const { rows } = await sql<{ level: string; people: number }>`
    select r.grade level, count(*)::int people
      from result r
      join evaluation e on e.id = r.evaluation_id
      join cycle c on c.id = e.cycle_id
      join policy_pack k on k.id = c.policy_pack_id
      join lateral jsonb_array_elements(k.content->'levels') with ordinality l (level, position)
        on l.level->>'level' = r.grade
     where e.cycle_id = ${cycleId} and r.void_at is null
     group by r.grade, l.position
     order by l.position`.execute(db);
  return rows;
}

async function phasesOf(db: Db, cycleId: string): Promise<readonly PhaseSummary[]> {
  const { rows } = await sql<PhaseSummary>`
    select w.phase, count(p.id)::int launched,
           count(*) filter (where p.state = 'done' and p.outcome is distinct from 'skipped')::int done,
           count(*) filter (where p.state = 'done' and p.outcome = 'skipped')::int skipped,
           count(*) filter (where p.state = 'void')::int void, count(*) filter (where p.state = 'failed')::int failed
      from phase_window w left join process_run p on p.cycle_id = w.cycle_id and p.phase = w.phase
     where w.cycle_id = ${cycleId} group by w.phase, w.position order by w.position`.execute(db);
  return rows;
}

async function tasksOf(db: Db, cycleId: string): Promise<Summary['tasks']> {
  const { rows } = await sql<Summary['tasks']>`
    select count(*)::int opened, count(*) filter (where t.outcome = 'done')::int done,
           count(*) filter (where t.outcome = 'returned')::int returned,
           count(*) filter (where t.outcome = 'expired')::int expired,
           count(*) filter (where t.outcome = 'skipped')::int skipped
      from task t join process_run p on p.id = t.process_run_id where p.cycle_id = ${cycleId}`.execute(db);
  return one(rows);
}

async function mailsOf(db: Db, cycleId: string): Promise<Summary['mails']> {
  const { rows } = await sql<Summary['mails']>`
    select count(*)::int queued, count(*) filter (where state = 'sent')::int sent,
           count(*) filter (where state = 'dead')::int dead
      from notification where cycle_id = ${cycleId}`.execute(db);
  return one(rows);
}

async function resultsOf(db: Db, cycleId: string): Promise<Summary['results']> {
  const { rows } = await sql<Summary['results']>`
    select count(*) filter (where c.published_at is not null)::int published,
           count(*) filter (where a.answer in ('confirmed', 'commented'))::int acknowledged,
           count(*) filter (where a.answer = 'refused')::int refused
      from result r join evaluation e on e.id = r.evaluation_id join cycle c on c.id = e.cycle_id
      left join acknowledgement a on a.result_id = r.id
     where e.cycle_id = ${cycleId} and r.void_at is null`.execute(db);
  return one(rows);
}

async function workflowsOf(address: string, cycleId: string): Promise<Summary['workflows']> {
  const client = temporalClient({ address, namespace: 'default' });
  const count = async (and: string) => {
    const query = `${SEARCH_ATTRIBUTES.cycle} = '${cycleId}'${and}`;
    return (await withDeadline(client, () => client.workflow.count(query))).count;
  };
  try {
    return {
      // A year goes on in a new run for each phase; those that handed over are part of one workflow.
      started: await count(" AND ExecutionStatus != 'ContinuedAsNew'"),
      completed: await count(" AND ExecutionStatus = 'Completed'"),
      failed: await count(" AND ExecutionStatus IN ('Failed', 'TimedOut')"),
      running: await count(" AND ExecutionStatus = 'Running'"),
    };
  } finally {
    await client.connection.close();
  }
}

function one<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('a count without a row');
  return row;
}
