import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Stack, type StackEvent, startStack } from '../../local/stack.ts';
import { readPack } from '../pack/source.ts';
import { type City, inPeriod, readCity } from './city.ts';
import { cityFromFile } from './file-city.ts';
import { FEWEST_PEOPLE, growCity } from './grow.ts';
import { endingOf } from './pack-story.ts';
import { liveYear, type YearResult } from './run.ts';
import type { Screen } from './show.ts';
import { whereToLook } from './where.ts';

interface DemoOptions {
  readonly exit?: boolean;
  readonly people: number;
  readonly peopleFile?: string;
  readonly speed: number;
  readonly seed: number;
  readonly keep?: boolean;
  readonly pack?: string;
  readonly period?: string;
  readonly story?: string;
  readonly json?: boolean;
}

const SECONDS_PER_PHASE = 10;
/** As a shell calls a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Adds `dure demo`: a city's whole year on this machine, with everything real but the people. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('live a whole evaluation year of a sample city on this machine, in about two minutes')
    .option('--exit', 'end after the year; status 0 only if everything that must hold does')
    .addOption(
      new Option('--people <n>', 'how many people the city has').argParser(wholeNumber(FEWEST_PEOPLE)).default(FEWEST_PEOPLE),
    )
    .addOption(new Option('--people-file <csv>', 'a real list of people instead of the sample city').conflicts('people'))
    .addOption(
      new Option('--speed <s>', 'least seconds for each phase; 0: as fast as it goes')
        .argParser(seconds)
        .default(SECONDS_PER_PHASE),
    )
    .addOption(new Option('--seed <n>', 'what is made up is made up from it').argParser(wholeNumber(0)).default(1))
    .option('--keep', 'keep the data afterwards')
    .option(
      '--pack <name>',
      'one policy pack for everybody, a shipped one or a JSON file, instead of a cycle for grade 4 and one for the others',
    )
    .option('--period <key>', 'with --pack: live one period of its year, such as first-half')
    .option('--story <employee-no>', 'tell only what happens around this person of the sample city')
    .option('--json', 'one JSON object on standard output when the year is over, everything else on standard error')
    .action(async (options: DemoOptions) => {
      process.exitCode = await demo(options);
    });
}

function wholeNumber(least: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d{1,9}$/.test(text) || value < least) throw new InvalidArgumentError(`a whole number, ${least} or more`);
    return value;
  };
}

function seconds(text: string): number {
  if (!/^\d{1,5}(\.\d+)?$/.test(text)) throw new InvalidArgumentError('seconds, 0 or more');
  return Number(text);
}

async function demo(options: DemoOptions): Promise<number> {
  const screen: Screen = options.json === true ? process.stderr : process.stdout;
  const say = (line: string) => void screen.write(`${line}\n`);
  const dataDir = mkdtempSync(join(tmpdir(), 'dure-demo-'));
  const stopping = new AbortController();
  const { signal } = stopping;
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort());
  let stack: Stack | undefined;
  try {
    const city = await cityOf(options);
    say('Starting Postgres, Temporal, the mailbox, the worker and the API');
    stack = await startStack({ dataDir, mode: 'demo', environment: process.env, onEvent: (event) => tellEvent(event, say) });
    // The year may fill the screen before anybody has looked up, and its end may be long away.
    for (const line of whereToLook(stack.at, city)) process.stderr.write(`${line}\n`);
    const result = await liveYear({
      city,
      stack,
      screen,
      dataDir,
      speed: options.speed,
      peopleFile: options.peopleFile && resolve(options.peopleFile),
      story: options.story,
      signal,
    }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    if (result === undefined) {
      say('Stopped in the middle of the year. Ending the servers');
      return INTERRUPTED;
    }
    tellResult(result, say);
    for (const [index, cycle] of result.cycles.entries()) {
      for (const line of await endingOf(cycle, city.cycles[index] ?? {})) say(line);
    }
    if (options.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
    if (options.exit !== true) {
      for (const line of whereToLook(stack.at, city)) say(line);
      if (!signal.aborted) await once(signal, 'abort');
    }
    return result.ok ? 0 : 1;
  } catch (error) {
    say(withCauses(error));
    if (options.json === true)
      process.stdout.write(`${JSON.stringify({ ok: false, seed: options.seed, error: withCauses(error) })}\n`);
    return 1;
  } finally {
    await stack?.stop();
    if (signal.aborted) say('Everything has ended.');
    if (options.keep === true) say(`Data and logs: ${dataDir}`);
    else rmSync(dataDir, { recursive: true, force: true });
  }
}

async function cityOf({ people, peopleFile, seed, pack: asked, period, story }: DemoOptions): Promise<City> {
  if (period !== undefined && asked === undefined) throw new Error('--period is one of a pack: name the pack with --pack');
  const packFile = asked?.endsWith('.json') ? resolve(asked) : undefined;
  const pack = packFile === undefined ? asked : await nameOfPack(packFile);
  const whole =
    peopleFile !== undefined
      ? cityFromFile(peopleFile, seed, pack)
      : people === FEWEST_PEOPLE
        ? readCity(seed, pack)
        : growCity(people, seed, pack);
  const made = period === undefined ? whole : inPeriod(whole, period);
  if (story !== undefined && !made.scripts.has(story)) {
    throw new Error(`no story of ${story}; there are ${[...made.scripts.keys()].join(', ')}`);
  }
  return packFile === undefined ? made : { ...made, cycles: made.cycles.map((cycle) => ({ ...cycle, packFile })) };
}

/** What else is wrong with the file is told when it is loaded. */
async function nameOfPack(file: string): Promise<string> {
  const { name } = ((await readPack(file)) ?? {}) as { readonly name?: unknown };
  if (typeof name !== 'string') throw new Error(`${file} is not a policy pack: it has no name`);
  return name;
}

function tellEvent(event: StackEvent, say: (line: string) => void): void {
  if (event.what === 'doing') say(`  ${event.text}`);
  else if (event.what === 'died') say(`  ${event.name} died (${event.how}) and is started again`);
}

function tellResult(
  { ok, seconds: took, phases, tasks, mails, results, invariants }: YearResult,
  say: (line: string) => void,
): void {
  say(`The year is over, after ${took} s.`);
  for (const { phase, launched, done, skipped, void: ended, failed } of phases) {
    say(`  ${phase}: ${launched} launched, ${done} done, ${skipped} skipped, ${ended} ended early, ${failed} failed`);
  }
  say(
    `  ${tasks.opened} tasks, ${mails.sent} mails of the cycles, ${results.published} results, ${results.refused} refused to acknowledge`,
  );
  for (const { name, details } of invariants.filter((one) => !one.ok))
    say(`  NOT HELD: ${name} ${JSON.stringify(details ?? '')}`);
  say(ok ? `  All ${invariants.length} invariants hold.` : '  Not everything that must hold does.');
}

function withCauses(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n  because ${withCauses(error.cause)}`;
}
