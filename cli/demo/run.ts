import { readFileSync } from 'node:fs';
import { businessCalendar, type Holiday } from '../../domain/cycle/calendar.ts';
import type { Stack } from '../../local/stack.ts';
import { checkInvariants, type Invariant, together } from '../invariants.ts';
import { type City, everybody } from './city.ts';
import { conduct } from './conductor.ts';
import { HrOffice } from './hr-office.ts';
import { openingOf } from './pack-story.ts';
import { SimulatedPerson, type World } from './person.ts';
import { type Screen, Show } from './show.ts';
import { setStage } from './stage.ts';
import { type CycleSummary, summarize, summed, type Summary } from './summary.ts';

const HOLIDAYS = new URL('../../data/holidays/kr.json', import.meta.url);

export interface Year {
  readonly city: City;
  readonly stack: Stack;
  readonly screen: Screen;
  readonly dataDir: string;
  readonly speed: number;
  readonly peopleFile: string | undefined;
  /** Tells only what happens around this employee number. */
  readonly story: string | undefined;
  /** Ends the year where it is. */
  readonly signal?: AbortSignal;
}

/** One cycle of the year. */
export interface CycleResult extends CycleSummary {
  readonly cycleId: string;
  readonly name: string;
  readonly pack: string;
  readonly invariants: readonly Invariant[];
}

/** The year over all its cycles; `pack` and `cycleId` are those of the first one, the city's own. */
export interface YearResult extends Summary {
  readonly ok: boolean;
  readonly seconds: number;
  readonly people: number;
  readonly pack: string;
  readonly cycleId: string;
  readonly seed: number;
  readonly at: Stack['at'];
  readonly cycles: readonly CycleResult[];
  readonly invariants: readonly Invariant[];
}

/**
 * Imports the city into an empty stack, lives its year, and says what became of it and whether everything that must hold does.
 * @throws Error when it cannot go on, or with the signal's reason
 */
export async function liveYear(year: Year): Promise<YearResult> {
  const { city, stack, signal } = year;
  signal?.throwIfAborted();
  const began = Date.now();
  const { web, api, mailbox, temporal, database } = stack.at;
  if (!web || !api || !mailbox || !temporal || !database)
    throw new Error('a year needs the web, the API, our mailbox, Temporal and Postgres');
  const calendar = businessCalendar(JSON.parse(readFileSync(HOLIDAYS, 'utf8')) as Holiday[], city.settings.timeZone);
  const world: World = { at: { web, api, mailbox }, city, calendar };
  const people = everybody(city).map((person) => new SimulatedPerson(world, person));
  const account = (employeeNo: string) => {
    const person = people.find((one) => one.employeeNo === employeeNo);
    if (person === undefined) throw new Error(`${employeeNo} is not in the city`);
    return person.account;
  };
  const { officers, approvers } = city.settings.hr;
  const hr = new HrOffice({ world, officers: officers.map(account), approvers: approvers.map(account) });
  const show = new Show({ screen: year.screen, city, hr, speed: year.speed, signal, ...(year.story && { story: year.story }) });
  await setStage({ stack, city, peopleFile: year.peopleFile, dataDir: year.dataDir, say: show.say });
  const { rehearsalId } = await hr.setUp();
  for (const [index, { id, name }] of hr.cycles.entries()) {
    const opened = { name, period: city.cycles[index]?.period };
    for (const line of openingOf(opened, await hr.rulesOf(id))) show.say(line);
  }
  try {
    await conduct({ world, people, hr, rehearsalId, watcher: show, signal });
  } finally {
    show.end();
  }
  const where = { databaseUrl: database, temporalAddress: temporal };
  const judged = await checkInvariants({ ...where, cycleIds: hr.cycles.map(({ id }) => id), mailboxUrl: mailbox });
  const cycles: CycleResult[] = [];
  for (const [index, { id: cycleId, name, pack }] of hr.cycles.entries()) {
    cycles.push({ cycleId, name, pack, ...(await summarize({ ...where, cycleId })), invariants: judged[index] ?? [] });
  }
  const invariants = together(judged);
  return {
    ok: invariants.every((one) => one.ok),
    seconds: Math.round((Date.now() - began) / 100) / 10,
    people: everybody(city).length,
    pack: cycles[0]?.pack ?? '',
    cycleId: cycles[0]?.cycleId ?? '0',
    seed: city.seed,
    at: stack.at,
    ...summed(cycles),
    cycles,
    invariants,
  };
}
