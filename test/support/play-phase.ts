import { playByCommands } from './play-by-commands.ts';
import type { CycleRecord } from './record.ts';
import { SCENARIOS, type Scenario } from './scenarios.ts';

/** Plays a launched phase to its end for everybody, each as the phase's first scenario, without Temporal. */
export async function playPhase(record: CycleRecord, phase: Scenario['phase']): Promise<void> {
  const scenario = SCENARIOS.find((one) => one.phase === phase);
  if (scenario === undefined) throw new Error(`no scenario of ${phase}`);
  const runs = await record.db
    .selectFrom('process_run')
    .select('id')
    .where('phase', '=', phase)
    .where('state', '=', 'open')
    .orderBy('id')
    .execute();
  for (const { id } of runs) await playByCommands(record, id, scenario);
}

/** Everybody has a result: what a publication needs has been launched and played. */
export async function playToResults(record: CycleRecord): Promise<void> {
  for (const phase of ['goal-setting', 'manager-evaluation', 'calibration'] as const) {
    await record.launch(phase);
    await playPhase(record, phase);
  }
}
