import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { type Db, connect } from '../db/connection.ts';
import { type Measurement } from './support/measure.ts';
import { liveAndLook } from './support/year.ts';

const PEOPLE = 48;
/** Normal activities on the happy path of a workflow. */
const NORMAL: Readonly<Record<string, number>> = { managerEvaluationWorkflow: 1 };

interface Run {
  readonly workflow_id: string;
  readonly workflow_type: string;
  readonly phase: string;
  readonly tasks: number;
}

/** Events and workflow tasks of the cheapest undisturbed run of each person phase in a lived year, against 6 + 7 and 1 + 1 a task, 6 and 1 a normal activity. */
export function history(): Promise<readonly Measurement[]> {
  return liveAndLook(PEOPLE, async ({ at }) => {
    const db = connect({ url: at.database ?? '', role: 'owner' });
    const connection = await Connection.connect({ address: at.temporal ?? '' });
    const client = new Client({ connection });
    const measurements: Measurement[] = [];
    for (const runs of await undisturbed(db)) {
      const costs = await Promise.all(runs.map((run) => cost(client, run.workflow_id)));
      const [first] = runs;
      if (first === undefined) continue;
      const normal = NORMAL[first.workflow_type] ?? 0;
      const [events, tasks] = [Math.min(...costs.map((one) => one.events)), Math.min(...costs.map((one) => one.workflowTasks))];
      const [eventsAim, tasksAim] = [6 + 7 * first.tasks + 6 * normal, 1 + first.tasks + normal];
      measurements.push(
        {
          bench: 'history',
          measure: `${first.phase}: events, ${first.tasks} tasks`,
          value: events,
          floor: eventsAim,
          aim: 'equal',
          ok: events === eventsAim,
        },
        {
          bench: 'history',
          measure: `${first.phase}: workflow tasks`,
          value: tasks,
          floor: tasksAim,
          aim: 'equal',
          ok: tasks === tasksAim,
        },
      );
    }
    await Promise.all([db.destroy(), connection.close()]);
    return measurements;
  });
}

/** Runs of people in which every task was done in its first round, by phase; at most 20 of each. */
async function undisturbed(db: Db): Promise<readonly (readonly Run[])[]> {
  const { rows } = await sql<Run>`
    select p.workflow_id, p.workflow_type, p.phase, count(t.id)::int tasks
      from process_run p
      join task t on t.process_run_id = p.id
      join phase_window w on w.cycle_id = p.cycle_id and w.phase = p.phase
     where p.evaluation_id is not null and p.state = 'done'
     group by p.id, w.position
     having bool_and(t.outcome = 'done' and t.round = 1)
     order by w.position, p.id`.execute(db);
  const most = new Map<string, number>();
  for (const run of rows) most.set(run.phase, Math.max(run.tasks, most.get(run.phase) ?? 0));
  return [...most].map(([phase, tasks]) => rows.filter((run) => run.phase === phase && run.tasks === tasks).slice(0, 20));
}

async function cost(client: Client, workflowId: string): Promise<{ readonly events: number; readonly workflowTasks: number }> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  return {
    events: events?.length ?? 0,
    workflowTasks: events?.filter((event) => event.workflowTaskCompletedEventAttributes).length ?? 0,
  };
}
