import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateCycleInput } from '../../contracts/cycle.ts';
import type { Goal } from '../../contracts/forms.ts';
import type { CommandName } from '../../contracts/commands.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';
import { type CityPerson, readPeople } from './people-file.ts';

export const SAMPLE_CITY = new URL('../../data/sample-city/', import.meta.url).pathname;

export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
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

/** What somebody does otherwise than the ordinary; the first act that fits counts. */
export interface ScriptedAct {
  readonly kind: TaskKind;
  /** Employee number or name of the rating group that the task is about. Absent: whoever. */
  readonly about?: string;
  /** Absent: every round. */
  readonly round?: number;
  /** Local date and time; absent: as everybody, some working days before it is due. */
  readonly on?: string;
  readonly at?: string;
  readonly never?: true;
  readonly outcome?: 'done' | 'returned';
  /** Fields that replace those of the ordinary form. */
  readonly form?: Readonly<Record<string, unknown>>;
  /** A line for whoever watches. */
  readonly tell?: string;
}

export interface Script {
  readonly employeeNo: string;
  /** Where the person reads mail, if the imported address is wrong. */
  readonly email?: string;
  readonly acts: readonly ScriptedAct[];
}

interface HrBase {
  readonly on: string;
  readonly at: string;
  readonly tell?: string;
}
export type HrAct = HrBase &
  (
    | {
        readonly do: 'command';
        readonly command: CommandName;
        readonly people?: readonly string[];
        /** Instead of people: everybody whom this employee rates, or reviews. */
        readonly ratedBy?: string;
        readonly reviewedBy?: string;
        readonly arguments: Readonly<Record<string, unknown>>;
        readonly reason: string;
        /** A second person says yes at once. */
        readonly approved?: true;
      }
    | { readonly do: 'mend-email'; readonly employeeNo: string; readonly email: string; readonly reason: string }
    | { readonly do: 'absence'; readonly employeeNo: string; readonly fromOn: string; readonly toOn: string }
    | { readonly do: 'import'; readonly file: string }
  );

/** How the cycle is set up: `cycle.json`. */
export interface CitySettings {
  readonly city: string;
  readonly name: string;
  readonly year: number;
  readonly pack: string;
  readonly timeZone: string;
  readonly startsAt: string;
  readonly hr: { readonly officer: string; readonly approver: string };
  readonly roles: readonly { readonly employeeNo: string; readonly role: string }[];
  readonly committee: { readonly chair: string; readonly members: readonly string[] };
  readonly groups: readonly { readonly name: string; readonly quota?: boolean; readonly spareLowest?: boolean }[];
  readonly exclusions: readonly { readonly employeeNo: string; readonly reason: string }[];
  /** Addresses at which nobody lives: a mail there comes back. */
  readonly refusedAddresses: readonly string[];
}

/** Sentences to choose from, by task kind and field. */
export type Phrases = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface City {
  readonly seed: number;
  readonly settings: CitySettings;
  /** Those in the first import, in its order. */
  readonly people: readonly CityPerson[];
  /** Those who are imported later, by the file's name. */
  readonly joiners: ReadonlyMap<string, readonly CityPerson[]>;
  readonly indicators: readonly Indicator[];
  readonly goals: ReadonlyMap<string, readonly CityGoal[]>;
  readonly levels: ReadonlyMap<string, Levels>;
  readonly scripts: ReadonlyMap<string, Script>;
  readonly hr: readonly HrAct[];
  readonly phrases: Phrases;
}

export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(SAMPLE_CITY, file), 'utf8')) as T;
}

export const readUnits = (): readonly Unit[] => readJson<readonly Unit[]>('units.json');

/** Solnae as `data/sample-city` tells it: 48 people, two of whom come later in the year. */
export function readCity(seed: number): City {
  const csv = (file: string) => readPeople(readFileSync(join(SAMPLE_CITY, file)));
  return {
    seed,
    settings: readJson('cycle.json'),
    people: csv('people.csv'),
    joiners: new Map(files('joiners').map((file) => [file, csv(file)])),
    indicators: readJson('indicators.json'),
    goals: new Map(Object.entries(readJson<Record<string, readonly CityGoal[]>>('goals.json'))),
    levels: new Map(Object.entries(readJson<Record<string, Levels>>('ratings.json'))),
    scripts: new Map(
      files('scripts')
        .map((file) => readJson<Script>(file))
        .map((script) => [script.employeeNo, script]),
    ),
    hr: readJson('hr.json'),
    phrases: readJson('phrases.json'),
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
