import { sql } from 'kysely';
import { audit } from '../db/audit.ts';
import type { Db } from '../db/connection.ts';
import { employeeIds } from '../db/cycles.ts';
import {
  type DepartureRequestRow,
  findWaitingDeparture,
  insertDepartureRequest,
  lockDepartureRequest,
} from '../db/departure-requests.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { decidingAs } from '../db/own-case.ts';
import { changeList } from '../db/people.ts';
import { leavingPeople } from '../db/reading/departures.ts';
import { DomainError } from '../domain/errors.ts';
import { touchedByLeaving } from '../db/touched.ts';
import type { Touched } from '../domain/two-persons/own-case.ts';
import { assertHr } from './assert-hr.ts';
import { type Departure, needsSecondPerson, trulyLeaving } from './preview-departure.ts';
import { recordLeaving } from './record-leaving.ts';
import { assertMayApprove, assertNotOwn, mayDecide } from './requests-of-two.ts';
import { tellRecord } from './tell-record.ts';

export interface RequestDeparture extends Departure {
  readonly reason: string;
}

/**
 * HR records that people have left (or have not after all): at once, or when a second person says yes. While such a request waits, asking again
 * answers with it. What lies with them stays there until it is handed on. They are told by mail at once.
 * @throws DomainError 'reason-required', 'employee-unknown', 'own-case', 'nothing-selected' where it is recorded already
 */
export async function requestDeparture(db: Db, request: RequestDeparture): Promise<{ id: string }> {
  const { employeeNos, leftOn, actorId } = request;
  const reason = request.reason.trim();
  if (reason === '') throw new DomainError('reason-required', { path: '/reason' });
  return inTransaction(db, async (trx) => {
    await changeList(trx);
    await assertHr(trx, actorId);
    const ids = [...(await employeeIds(trx, employeeNos)).values()];
    // Whoever asks, too, by every account of HR: what they record alone is counted one after the other.
    await sql`
      select from employee
       where id = any (${ids}::bigint[]) or id in ${decidingAs(actorId)}
       order by id for no key update`.execute(trx);
    const people = (await leavingPeople(trx, ids)).filter((person) => person.leftOn !== leftOn);
    if (people.length === 0) throw new DomainError('nothing-selected');
    const chosen = people.map(({ employeeId }) => employeeId).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    await assertNotOwn(trx, { touched: await touchedByDeparture(trx, chosen), people: [actorId] });
    const waiting = await findWaitingDeparture(trx, { employeeIds: chosen, leftOn });
    if (waiting !== undefined) return { id: waiting };
    const needsApproval = await needsSecondPerson(trx, people, actorId);
    const id = await insertDepartureRequest(trx, { employeeIds: chosen, leftOn, reason, needsApproval, actorId });
    await audit(trx, { what: 'departure.requested', subject: id, actor: actorId, details: { people: chosen.length } });
    if (!needsApproval) await carryOut(trx, { employeeIds: chosen, leftOn, requestId: id, actorId });
    return { id };
  });
}

/** The operator's command line records it without a second person. @throws DomainError 'employee-unknown' */
export async function recordDeparture(db: Db, { employeeNos, leftOn }: Omit<Departure, 'actorId'>): Promise<void> {
  await inTransaction(db, async (trx) => {
    await changeList(trx);
    await carryOut(trx, { employeeIds: [...(await employeeIds(trx, employeeNos)).values()], leftOn });
  });
}

export interface DecideDeparture {
  readonly requestId: string;
  readonly actorId: string;
}

/**
 * The second person says yes, and it is recorded.
 * @throws DomainError 'not-found', 'forbidden', 'second-person-needed', 'own-case', 'person-unconfirmed', 'no-longer-of-hr', 'command-already-decided'
 */
export async function approveDeparture(db: Db, { requestId, actorId }: DecideDeparture): Promise<void> {
  await inTransaction(db, async (trx) => {
    await changeList(trx);
    const row = await lockDepartureRequest(trx, requestId);
    await assertHr(trx, actorId);
    if (row.approved_by === actorId) return;
    assertWaits(row);
    await assertMayApprove(trx, { request: row, touched: await touchedByDeparture(trx, row.employeeIds), actorId });
    await sql`update departure_request set approved_by = ${actorId}, approved_at = now() where id = ${requestId}`.execute(trx);
    await audit(trx, { what: 'departure.approved', subject: requestId, actor: actorId });
    await carryOut(trx, { employeeIds: row.employeeIds, leftOn: row.left_on, requestId, actorId });
  });
}

/** Takes a request back before anybody has said yes. @throws DomainError 'not-found', 'forbidden', 'own-case', 'command-already-decided' */
export async function undoDeparture(db: Db, { requestId, actorId }: DecideDeparture): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = await lockDepartureRequest(trx, requestId);
    await assertHr(trx, actorId);
    if (row.undone_at !== null) return;
    assertWaits(row);
    const touched = await touchedByDeparture(trx, row.employeeIds);
    await assertNotOwn(trx, { touched, people: [actorId], askedBy: row.requested_by });
    await sql`update departure_request set undone_by = ${actorId}, undone_at = now() where id = ${requestId}`.execute(trx);
    await audit(trx, { what: 'departure.undone', subject: requestId, actor: actorId });
  });
}

export interface DepartureDecision {
  readonly employeeIds: readonly string[];
  readonly requesterId: string;
}

/** What one of HR may do about a request that waits. */
export async function mayDecideDeparture(
  db: Db,
  { employeeIds: people, requesterId }: DepartureDecision,
  readerId: string,
): Promise<{ readonly approve: boolean; readonly undo: boolean }> {
  return mayDecide(db, { touched: await touchedByDeparture(db, people), requesterId, readerId });
}

interface CarryOut {
  readonly employeeIds: readonly string[];
  readonly leftOn: string | null;
  readonly requestId?: string;
  readonly actorId?: string;
}

async function carryOut(trx: Trx, { employeeIds: people, leftOn, requestId, actorId }: CarryOut): Promise<void> {
  await recordLeaving(trx, { rehearsalId: null, employeeIds: people, leftOn, requestId, actorId });
  await sql`
    insert into audit_event (what, subject, actor, details)
    select 'employee.departure', id, ${actorId ?? null},
           jsonb_build_object('leftOn', ${leftOn}::date, 'requestId', ${requestId ?? null}::text)
      from unnest(${people}::bigint[]) id order by id`.execute(trx);
  await tellRecord(trx, people, leftOn === null ? { what: 'not-left' } : { what: 'left', leftOn });
}

function assertWaits({ id, needs_approval, approved_at, undone_at }: DepartureRequestRow): void {
  if (!needs_approval || approved_at !== null || undone_at !== null)
    throw new DomainError('command-already-decided', { requestId: id });
}

/** The people themselves, their groups, and those about which they decide. */
function touchedByDeparture(db: Db | Trx, employees: readonly string[]): Promise<Touched> {
  return touchedByLeaving(db, trulyLeaving(employees));
}
