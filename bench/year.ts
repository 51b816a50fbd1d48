import { startBare } from './support/bare.ts';
import { type Measurement, round, timed } from './support/measure.ts';
import { startServers } from './support/servers.ts';
import { liveAndLook } from './support/year.ts';

const SAMPLE = 48;
const MANY = 1_000;
const PHASES = 6;
/** Tasks of the sample city's year. */
const TASKS = 425;
const MOST = 3;

/** The sample city's year as fast as it goes against as many bare workflows and signals; and 1,000 people through the whole year. */
export async function year(): Promise<readonly Measurement[]> {
  const floor = (await bareYear()) / 1_000;
  const sample = await liveAndLook(SAMPLE, (lived) => Promise.resolve(lived.seconds));
  const many = await liveAndLook(MANY, (lived) => Promise.resolve(lived));
  return [
    {
      bench: 'year',
      measure: `seconds of the sample city's year, ${SAMPLE} people`,
      value: round(sample, 1),
      floor: round(floor, 1),
      aim: `at most ${MOST} times`,
      ok: sample <= MOST * floor,
    },
    {
      bench: 'year',
      measure: `people x phases a second, ${MANY} people`,
      value: round((MANY * PHASES) / many.seconds),
      floor: null,
      aim: 'nothing lost',
      ok: many.ok,
    },
  ];
}

/** The same number of runs and signals with nothing in them, phase after phase, in milliseconds. */
async function bareYear(): Promise<number> {
  const servers = await startServers();
  const perPhase = Math.ceil(TASKS / PHASES);
  let ms = 0;
  for (let phase = 0; phase < PHASES; phase++) {
    const bare = await startBare(servers, perPhase);
    ms += await timed(async () => {
      await bare.start();
      await bare.signal();
    });
    await bare.stop();
  }
  await servers.stop();
  return ms;
}
