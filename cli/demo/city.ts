import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateCycleInput } from '../../contracts/cycle.ts';
import type { Goal } from '../../contracts/forms.ts';
import type { HrAct, RoutineAct, Script } from './acts.ts';
import { type CityPerson, readPeople } from './people-file.ts';

const SAMPLE_CITY = new URL('../../data/sample-city/', import.meta.url).pathname;

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  /** Name of the unit whose score is made of this one's. */
  readonly partOf?: string;
}

export interface Indicator {
  /** Name of the unit. */
  readonly unit: string;
  readonly name: string;
  readonly nameEn?: string;
  readonly unitOfMeasure: string;
  readonly direction: 'higher' | 'lower';
  readonly method: NonNullable<NonNullable<CreateCycleInput['indicators']>[number]['method']>;
  readonly baseline?: string;
  readonly target: string;
  readonly actual: string;
  readonly weight: string;
}

/** What a person will write as a goal, the unit's indicator by its name, and what becomes of it in the year. */
export interface CityGoal extends Omit<Goal, 'indicatorId' | 'sharedWith' | 'method' | 'designation'> {
  readonly indicator: string;
  readonly midterm: string;
  readonly final: string;
}

/** What the rater thinks of somebody, from 5, the best, to 1: of each goal, and of elements by their ids. */
export interface Levels {
  readonly goals: readonly number[];
  readonly elements: Readonly<Record<string, number>>;
}

/** One cycle of the city: a pack, whom it is about, and what happens in it beside the routine. */
export interface CityCycle {
  readonly name: string;
  readonly pack: string;
  /** Where the pack does not come with this version: its file, loaded before anything else. */
  readonly packFile?: string;
  /** One of the pack's periods; absent: the whole year. */
  readonly period?: string;
  /** Absent: everybody. */
  readonly grades?: readonly string[];
  readonly groups: readonly { readonly name: string; readonly quota?: boolean; readonly spareLowest?: boolean }[];
  readonly hr: readonly HrAct[];
}

/** How the city is set up: `cycle.json`. */
export interface CitySettings {
  readonly city: string;
  readonly year: number;
  readonly timeZone: string;
  /** The clock's first instant; it moves on at once if no cycle begins so early. */
  readonly startsAt: string;
  /** Several of each: nobody decides in their own case. */
  readonly hr: { readonly officers: readonly string[]; readonly approvers: readonly string[] };
  readonly roles: readonly { readonly employeeNo: string; readonly role: string }[];
  readonly committee: { readonly chair: string; readonly members: readonly string[] };
  readonly exclusions: readonly { readonly employeeNo: string; readonly reason: string }[];
}

/** Sentences to choose from, by task kind and field. */
export type Phrases = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface City {
  readonly seed: number;
  readonly settings: CitySettings;
  /** In one rehearsal; the first one is the city's own. */
  readonly cycles: readonly CityCycle[];
  /** Addresses at which nobody lives: a mail there comes back. */
  readonly refusedAddresses: readonly string[];
  /** Rows of a real list that the import refuses: the year goes on without them. */
  readonly refusedRows?: number;
  readonly units: readonly Unit[];
  /** Those in the first import, in its order. */
  readonly people: readonly CityPerson[];
  /** Those who are imported later, by the file's name. */
  readonly joiners: ReadonlyMap<string, readonly CityPerson[]>;
  readonly indicators: readonly Indicator[];
  readonly goals: ReadonlyMap<string, readonly CityGoal[]>;
  readonly levels: ReadonlyMap<string, Levels>;
  readonly scripts: ReadonlyMap<string, Script>;
  /** Of every cycle. */
  readonly routine: readonly RoutineAct[];
  readonly phrases: Phrases;
}

export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(SAMPLE_CITY, file), 'utf8')) as T;
}

export const readUnits = (): readonly Unit[] => readJson<readonly Unit[]>('units.json');

/** `cycle.json` as it stands: the settings, and which cycles there are by default. */
export function readSettings(): CitySettings & {
  readonly cycles: readonly Pick<CityCycle, 'name' | 'pack' | 'period' | 'grades'>[];
} {
  return readJson('cycle.json');
}

/**
 * Solnae as `data/sample-city` tells it: 50 people, two of whom come later in the year. With a pack everybody is in one cycle under it.
 * Stories belong to a pack's calendar; those of packs that nobody wrote any for are ordinary years.
 */
export function readCity(seed: number, pack?: string): City {
  const csv = (file: string) => readPeople(readFileSync(join(SAMPLE_CITY, file)));
  const { cycles, ...settings } = readSettings();
  const name = cycles[0]?.name ?? settings.city;
  const planned = pack === undefined ? cycles : [{ name, pack }];
  const stories = planned.map((one) => storiesOf(one.pack));
  return {
    seed,
    settings,
    cycles: planned.map((one, index) => ({ ...one, groups: stories[index]?.groups ?? [], hr: stories[index]?.hr ?? [] })),
    refusedAddresses: stories.flatMap((one) => one.refusedAddresses),
    units: readUnits(),
    people: csv('people.csv'),
    joiners: new Map(files('joiners').map((file) => [file, csv(file)])),
    indicators: readJson('indicators.json'),
    goals: new Map(Object.entries(readJson<Record<string, readonly CityGoal[]>>('goals.json'))),
    levels: new Map(Object.entries(readJson<Record<string, Levels>>('ratings.json'))),
    scripts: new Map(stories.flatMap((one) => one.scripts).map((script) => [script.employeeNo, script])),
    routine: readJson('hr.json'),
    phrases: readJson('phrases.json'),
  };
}

/** The city with every cycle about one period of its pack. Stories have days of the whole year: these are ordinary people, and nobody comes later. */
export function inPeriod(city: City, period: string): City {
  const cycles = city.cycles.map((cycle) => ({ ...cycle, period, hr: [] }));
  return { ...city, cycles, joiners: new Map(), scripts: new Map(), refusedAddresses: [] };
}

interface Stories extends Pick<CityCycle, 'groups' | 'hr'> {
  readonly refusedAddresses: readonly string[];
  readonly scripts: readonly Script[];
}

/** `packs/NAME`: any of `cycle.json`, `hr.json` and `scripts/`. */
function storiesOf(pack: string): Stories {
  const folder = join('packs', pack);
  const known = (file: string) => existsSync(join(SAMPLE_CITY, folder, file));
  const nothing = { groups: [], refusedAddresses: [] };
  return {
    ...(known('cycle.json') ? readJson<Pick<Stories, 'groups' | 'refusedAddresses'>>(join(folder, 'cycle.json')) : nothing),
    hr: known('hr.json') ? readJson<readonly HrAct[]>(join(folder, 'hr.json')) : [],
    scripts: known('scripts') ? files(join(folder, 'scripts')).map((file) => readJson<Script>(file)) : [],
  };
}

const files = (folder: string) =>
  readdirSync(join(SAMPLE_CITY, folder))
    .sort()
    .map((file) => `${folder}/${file}`);

/** Everybody who will ever be imported. */
export function everybody(city: City): readonly CityPerson[] {
  return [...city.people, ...[...city.joiners.values()].flat()];
}
