import { sql } from 'kysely';
import { playByCommands } from './play-by-commands.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';
import { type World, createWorld } from './world.ts';

/** A scenario's run in a world: known to the record, and to Temporal once the outbox is delivered. */
export interface Cast {
  readonly scenario: Scenario;
  readonly runId: string;
  readonly workflowId: string;
}

const PHASES = [
  'goal-setting',
  'midterm-coaching',
  'self-assessment',
  'manager-evaluation',
  'calibration',
  'result-notice',
] as const;
const EXEMPT_GRADE = '9';
/** What a person must have behind them, beside the phase of their own scenario. */
const NEEDED: readonly Scenario['phase'][] = ['goal-setting', 'manager-evaluation', 'calibration'];

/** One world with a person (or a group of two) for each scenario; everything before the scenario's phase is done, by commands alone. */
export async function scenarioWorld(scenarios = SCENARIOS): Promise<{ readonly world: World; readonly casts: readonly Cast[] }> {
  const world = await createWorld({
    csv: csvOf(scenarios),
    pack: (pack) => ({
      ...pack,
      phases: pack.phases.map((phase) => ({ ...phase, exemptGrades: phase.key === 'goal-setting' ? [EXEMPT_GRADE] : [] })),
    }),
  });
  const casts: Cast[] = [];
  for (const phase of PHASES) {
    if (scenarios.every((scenario) => PHASES.indexOf(scenario.phase) < PHASES.indexOf(phase))) break;
    await world.launch(phase);
    for (const run of await runsOf(world, phase)) {
      const scenario = scenarios[run.index];
      if (scenario?.phase === phase) casts.push({ scenario, runId: run.id, workflowId: run.workflow_id });
      else {
        await sql`
          update outbox set delivered_at = now() where workflow_id = ${run.workflow_id} and delivered_at is null`.execute(
          world.db,
        );
        const isBefore = scenario !== undefined && PHASES.indexOf(phase) < PHASES.indexOf(scenario.phase);
        if (isBefore && NEEDED.includes(phase)) await playByCommands(world, run.id, firstOf(phase));
      }
    }
  }
  return { world, casts };
}

function firstOf(phase: Scenario['phase']): Scenario {
  const first = SCENARIOS.find((scenario) => scenario.phase === phase);
  if (first === undefined) throw new Error(`no scenario of ${phase}`);
  return first;
}

/** Person `S3a` belongs to scenario 3, and so does the group `G3`. */
function csvOf(scenarios: readonly Scenario[]): string {
  const lines = [
    'employee_no,name,email,unit,grade,job,rater_no,reviewer_no,group,hired_on',
    'C1,Chair One,c1@city.example,Top,3,,,,,2001-01-01',
    'V1,Viewer One,v1@city.example,Top,4,,,,,2001-01-01',
    'H1,Head One,h1@city.example,Roads,5,,,,,2001-01-01',
  ];
  scenarios.forEach(({ phase, situation }, index) => {
    const reviewer = situation === 'no-reviewer' ? '' : situation === 'rater-reviews' ? 'H1' : 'V1';
    const grade = situation === 'exempt' ? EXEMPT_GRADE : '7';
    for (const letter of phase === 'calibration' ? ['a', 'b'] : ['a']) {
      const no = `S${index}${letter}`;
      lines.push(`${no},Person ${no},${no}@city.example,Roads,${grade},clerk,H1,${reviewer},G${index},2010-01-01`);
    }
  });
  return `${lines.join('\n')}\n`;
}

async function runsOf({ db, cycleId }: World, phase: string) {
  const { rows } = await sql<{ id: string; workflow_id: string; index: number }>`
    select p.id, p.workflow_id, substring(coalesce(g.name, h.name) from 2)::int as index
      from process_run p
      left join evaluation e on e.id = p.evaluation_id
      left join rating_group h on h.id = e.rating_group_id
      left join rating_group g on g.id = p.rating_group_id
     where p.cycle_id = ${cycleId} and p.phase = ${phase} and p.state = 'open' order by p.id`.execute(db);
  return rows;
}
