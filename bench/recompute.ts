import { recomputeCycle } from '../commands/recompute-cycle.ts';
import { type Db, connect } from '../db/connection.ts';
import { getStoredSession, lockedSessions, looseScores, storedResults } from '../db/reading/stored-results.ts';
import { createDecidedCycle } from './support/decided-cycle.ts';
import { type Measurement, median, round, timed } from './support/measure.ts';
import { startServers } from './support/servers.ts';

const RESULTS = 20_000;
const PAIRS = 3;
const AIM = 3;

/** Every result of a cycle of 20,000 computed again from Postgres and compared, against reading the same rows and no more; in turn, medians. */
export async function recompute(): Promise<readonly Measurement[]> {
  const servers = await startServers();
  const db = connect({ url: await servers.freshDatabase(), role: 'owner' });
  try {
    const cycleId = await createDecidedCycle(db, RESULTS);
    const pairs: { readonly floor: number; readonly ours: number }[] = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const floor = await timed(() => read(db, cycleId));
      const ours = await timed(() => recomputed(db, cycleId));
      pairs.push({ floor, ours });
    }
    const times = median(pairs.map(({ floor, ours }) => ours / floor));
    const perSecond = (ms: number) => round(RESULTS / (ms / 1_000), 0);
    const measure = 'results a second, read, computed again and compared';
    return [
      {
        bench: 'recompute',
        measure,
        value: perSecond(median(pairs.map(({ ours }) => ours))),
        floor: perSecond(median(pairs.map(({ floor }) => floor))),
        aim: 'information',
        ok: true,
      },
      {
        bench: 'recompute',
        measure: `time for ${RESULTS} results against reading their rows alone`,
        value: round(times),
        floor: 1,
        aim: `at most ${AIM}`,
        ok: times <= AIM,
      },
    ];
  } finally {
    await db.destroy();
    await servers.stop();
  }
}

async function read(db: Db, cycleId: string): Promise<void> {
  let results = 0;
  for (const processRunId of await lockedSessions(db, cycleId)) {
    await getStoredSession(db, processRunId);
    for await (const { versions } of storedResults(db, processRunId)) results += versions.length;
  }
  await looseScores(db, cycleId);
  if (results !== RESULTS) throw new Error(`${results} of ${RESULTS} results were read.`);
}

async function recomputed(db: Db, cycleId: string): Promise<void> {
  const { results, differences } = await recomputeCycle(db, cycleId);
  if (results === RESULTS && differences.length === 0) return;
  throw new Error(`${results} of ${RESULTS} results were computed again, ${differences.length} differ.`);
}
