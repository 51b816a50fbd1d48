import { startBare } from './support/bare.ts';
import { type Measurement, median, round, timed } from './support/measure.ts';
import { startProcess } from './support/process.ts';
import { startServers } from './support/servers.ts';

const PEOPLE = 1_000;
const PAIRS = 3;
const AIM = 0.6;

interface Pair {
  readonly floor: number;
  readonly ours: number;
}

/**
 * 1,000 people, against bare workflows on the same server, in turn, medians: from the launch command to all first tasks open with mails queued;
 * and from everybody's closing to everybody's next task open.
 */
export async function launch(): Promise<readonly Measurement[]> {
  const servers = await startServers();
  const launches: Pair[] = [];
  const closings: Pair[] = [];
  try {
    for (let pair = 0; pair < PAIRS; pair++) {
      const bare = await startBare(servers, PEOPLE);
      const floors = [await timed(() => bare.start()), await timed(() => bare.signal())] as const;
      await bare.stop();
      const process = await startProcess(servers, PEOPLE);
      const ours = [await timed(() => process.launch()), await timed(() => process.handIn())] as const;
      await process.stop();
      launches.push({ floor: floors[0], ours: ours[0] });
      closings.push({ floor: floors[1], ours: ours[1] });
    }
  } finally {
    await servers.stop();
  }
  return [
    ...against('people a second, launch to task open and mail queued', launches),
    ...against('people a second, closed to next task open', closings),
  ];
}

function against(measure: string, pairs: readonly Pair[]): readonly Measurement[] {
  const perSecond = (ms: number) => PEOPLE / (ms / 1_000);
  const ratio = median(pairs.map(({ floor, ours }) => floor / ours));
  return [
    {
      bench: 'launch',
      measure,
      value: round(median(pairs.map(({ ours }) => perSecond(ours))), 1),
      floor: round(median(pairs.map(({ floor }) => perSecond(floor))), 1),
      aim: 'information',
      ok: true,
    },
    {
      bench: 'launch',
      measure: `${measure}: ratio to the bare workflow`,
      value: round(ratio),
      floor: 1,
      aim: `at least ${AIM}`,
      ok: ratio >= AIM,
    },
  ];
}
