import type { PolicyPack } from '../contracts/pack.ts';
import { distribution } from '../contracts/pack/rating.ts';
import type { Db } from '../db/connection.ts';
import { groupsToday } from '../db/enrolment.ts';
import { cycleCalendar, holidaysKnownUntil } from '../db/holidays.ts';
import { type UnknownDays, unknownDays } from '../domain/cycle/known-days.ts';
import { type CyclePlan, planCycle } from '../domain/cycle/plan.ts';
import { firstDay } from '../domain/cycle/windows.ts';
import { DomainError } from '../domain/errors.ts';
import { type Difference, diffOf } from '../domain/packs/diff.ts';
import { roundingSentence } from '../domain/packs/explain/rounding.ts';
import { type MethodSeats, mostCapped, seatsByMethod } from '../domain/packs/seat-table.ts';
import type { Message } from '../domain/words/message.ts';
import { type PackFinding, checkPack } from './check-pack.ts';
import { type KnownPack, isSameVersion, knownPacks } from './known-packs.ts';
import { versionTaken } from './load-pack.ts';
import { shippedPacks } from './shipped-packs.ts';
import { sha256Of } from './sha256-of.ts';
import { daysOfCycle } from './unknown-holidays.ts';

export interface CheckOwnPack {
  /** What may be the JSON of a pack. */
  readonly text: string;
  /** Hash of the pack that it is compared with, where it was copied from one; else the newest of its name. */
  readonly against?: string | undefined;
  /** Sizes of groups for the seat table; else the groups that people form today. */
  readonly sizes?: readonly number[] | undefined;
}

export interface SeatRow {
  /** Null: a size that was asked for. */
  readonly group: string | null;
  readonly people: number;
  readonly byMethod: readonly MethodSeats[];
  readonly most: number | null;
}

export interface CheckedOwnPack {
  /** Undefined while there is anything to find in its structure. */
  readonly pack: PolicyPack | undefined;
  readonly findings: readonly PackFinding[];
  /** Null while there is anything to find. */
  readonly sha256: string | null;
  /** Whether the very same content is known already. */
  readonly known: boolean;
  readonly against: KnownPack | undefined;
  readonly differences: readonly Difference[];
  /** Null where the shares themselves are not sound. */
  readonly seats: readonly SeatRow[] | null;
  /** How shares become whole seats; null where they are not sound, or there are none. */
  readonly rounding: Message | null;
  /** Of a cycle in the year in which it takes effect; none while there is anything to find. */
  readonly unknownHolidays: UnknownDays;
}

/**
 * What HR sees of an own pack before it takes effect: everything that is wrong, what is different, and how many seats it means. Stores nothing.
 * @throws DomainError 'not-found' for an unknown `against`
 */
export async function checkOwnPack(db: Db, { text, against: asked, sizes }: CheckOwnPack): Promise<CheckedOwnPack> {
  const known = await knownPacks(db);
  const against = asked === undefined ? undefined : known.find(({ sha256 }) => sha256 === asked);
  if (asked !== undefined && against === undefined) throw new DomainError('not-found', { pack: asked });
  const content = parsed(text);
  if (content instanceof SyntaxError) {
    const findings = [{ code: 'not-json', pointer: '', details: { message: content.message } }];
    const nothing = { seats: null, rounding: null, unknownHolidays: ALL_KNOWN };
    return { pack: undefined, findings, sha256: null, known: false, against, differences: [], ...nothing };
  }
  const { pack, findings } = checkPack(content);
  const hash = pack === undefined ? null : sha256Of(pack).toString('hex');
  const taken = known.find((one) => one.sha256 !== hash && isSameVersion(one.content, content));
  const isShipped = known.some((one) => one.sha256 === hash && one.shipped);
  const isOfProgram = !isShipped && (await shippedPacks()).some((name) => name === nameOf(content));
  const all = [
    ...findings,
    ...(isOfProgram ? [NAME_TAKEN] : []),
    ...(taken === undefined || isOfProgram ? [] : [versionTaken(taken.content)]),
  ];
  const base = against ?? known.find((one) => one.sha256 !== hash && one.content.name === nameOf(content));
  const isTooDeep = findings.some(({ code }) => code === 'too-deep');
  return {
    pack,
    findings: all,
    sha256: all.length === 0 ? hash : null,
    known: known.some(({ sha256 }) => sha256 === hash),
    against: base,
    differences: base === undefined || isTooDeep ? [] : diffOf(base.content, pack ?? content),
    ...(await seatsOf(db, { content, pack, findings, sizes })),
    unknownHolidays: pack === undefined || all.length > 0 ? ALL_KNOWN : await unknownIn(db, pack),
  };
}

/** Whoever plans by the name of what comes with the program gets that, and nothing that HR has stored. */
const NAME_TAKEN: PackFinding = { code: 'name-taken', pointer: '/name' };

const ALL_KNOWN: UnknownDays = { knownUntil: null, days: [] };

/** A pack's days have no year: looked at are those of the first year in which a cycle may use it. */
async function unknownIn(db: Db, pack: PolicyPack): Promise<UnknownDays> {
  const { timeZone } = pack;
  const plan = await firstPlan(db, pack);
  const phases = plan.phases.map(({ opensAt, closesAt, dueAt }) => ({
    opensAt,
    closesAt,
    tasks: Object.values(dueAt).map((at) => ({ dueAt: at })),
  }));
  return unknownDays(daysOfCycle({ ...plan, timeZone, phases }), await holidaysKnownUntil(db));
}

/** A cycle whose first phase opens before the pack takes effect may not use it: the next one is the first. */
async function firstPlan(db: Db, pack: PolicyPack): Promise<CyclePlan> {
  const { timeZone, effectiveFrom } = pack;
  const planOf = async (year: number) => planCycle({ pack, year, calendar: await cycleCalendar(db, { year, timeZone }) });
  const year = Number(effectiveFrom.slice(0, 4));
  const plan = await planOf(year);
  return (firstDay(plan.phases, timeZone) ?? effectiveFrom) < effectiveFrom ? planOf(year + 1) : plan;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return error;
  }
}

function nameOf(content: unknown): unknown {
  return typeof content === 'object' && content !== null ? (content as { readonly name?: unknown }).name : undefined;
}

interface Seated {
  readonly content: unknown;
  readonly pack: PolicyPack | undefined;
  readonly findings: readonly PackFinding[];
  readonly sizes: readonly number[] | undefined;
}

/** Seats need the distribution alone: what is wrong elsewhere does not hide them. */
async function seatsOf(db: Db, given: Seated): Promise<Pick<CheckedOwnPack, 'seats' | 'rounding'>> {
  const { content, pack, findings, sizes } = given;
  const { success, data } = distribution.safeParse((content as { readonly distribution?: unknown } | null)?.distribution);
  const isUnsound = findings.some(({ code, pointer }) => code === 'too-deep' || pointer.startsWith('/distribution'));
  if (!success || isUnsound) return { seats: null, rounding: null };
  const groups = sizes === undefined ? await groupsToday(db) : sizes.map((people) => ({ name: null, people }));
  const seats = groups.map(({ name, people }) => ({
    group: name,
    people,
    byMethod: seatsByMethod(data, people),
    most: mostCapped(data, people),
  }));
  const hasShares = data.mode !== 'none' && data.by === 'shares';
  return { seats, rounding: hasShares ? roundingSentence({ levels: pack?.levels ?? [] }, data) : null };
}
