import { AT_FIRST, BESIDE_A_REHEARSAL, IN_THE_YEAR } from './accounts.ts';
import { Dice } from './dice.ts';
import { agreeToFirst, launchFirst, planHeads, rehearse, takeBackFirst } from './launches.ts';
import { findings, lookAtAll } from './oracle.ts';
import { day } from './steps.ts';
import { Town } from './town.ts';

const MOST_LAUNCHES = 7;
const DAYS_OF_THE_YEAR = 8;

/** Answers what must not be, by account: nothing. */
export async function walk(seed: number): Promise<readonly string[]> {
  const town = await Town.create(new Dice(seed));
  try {
    await setUp(town);
    await launch(town);
    await live(town);
    return findings(town);
  } finally {
    await town.city.close();
  }
}

async function setUp(town: Town): Promise<void> {
  for (const kind of AT_FIRST) await town.makes(kind);
  if (town.dice.chance(0.2)) await planHeads(town);
  await day(town);
  await day(town);
  if (town.dice.chance(0.3)) {
    await takeBackFirst(town, await agreeToFirst(town));
    await day(town);
  }
  if (town.dice.chance(0.75)) {
    await rehearse(town);
    await town.makes(BESIDE_A_REHEARSAL);
    for (let n = 0; n < 3; n += 1) await day(town);
  }
}

/** Again while it is refused, with less and less that happens between the yes and its instant. */
async function launch(town: Town): Promise<void> {
  for (let n = 1; n <= MOST_LAUNCHES; n += 1) {
    const id = await agreeToFirst(town);
    const some = town.accounts.filter(() => town.dice.chance(n === 1 ? 0.3 : 0.05));
    await day(town, some);
    await day(town, some);
    if (await launchFirst(town, id)) return;
  }
  throw new Error('no launch is carried out');
}

async function live(town: Town): Promise<void> {
  await lookAtAll(town);
  await town.makes(IN_THE_YEAR);
  for (let n = 1; n <= DAYS_OF_THE_YEAR; n += 1) {
    if (n === DAYS_OF_THE_YEAR / 2 && town.dice.chance(0.5)) await rehearse(town);
    await day(town);
    await lookAtAll(town);
  }
}
