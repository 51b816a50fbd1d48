import { liveBareYear } from './support/bare-year.ts';
import { type Measurement, median, round } from './support/measure.ts';
import { startServers } from './support/servers.ts';
import { liveAndLook } from './support/year.ts';

const SAMPLE = 50;
const MANY = 1_000;
const PHASES = 6;
const PAIRS = 3;
const MOST = 3;

/** The sample city's year as fast as it goes against a year without anybody, in turn, medians; and 1,000 people through the whole year. */
export async function year(): Promise<readonly Measurement[]> {
  const pairs: { readonly floor: number; readonly ours: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const floor = await bareSeconds();
    pairs.push({ floor, ours: await liveAndLook(SAMPLE, (lived) => Promise.resolve(lived.seconds)) });
  }
  const ratio = median(pairs.map(({ floor, ours }) => ours / floor));
  const many = await liveAndLook(MANY, (lived) => Promise.resolve(lived));
  return [
    {
      bench: 'year',
      measure: `seconds of the sample city's year, ${SAMPLE} people`,
      value: round(median(pairs.map(({ ours }) => ours)), 1),
      floor: round(median(pairs.map(({ floor }) => floor)), 1),
      aim: 'information',
      ok: true,
    },
    {
      bench: 'year',
      measure: "the sample city's year: ratio to the year without people, mail and scoring",
      value: round(ratio),
      floor: 1,
      aim: `at most ${MOST} times`,
      ok: ratio <= MOST,
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

async function bareSeconds(): Promise<number> {
  const servers = await startServers();
  try {
    return (await liveBareYear(servers, SAMPLE)).seconds;
  } finally {
    await servers.stop();
  }
}
