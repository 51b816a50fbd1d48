import { sql } from 'kysely';
import type { RequestRow } from '../db/command-requests.ts';
import { hrIds } from '../db/hr-people.ts';
import type { Trx } from '../db/in-transaction.ts';
import { touchedByLeaving } from '../db/touched.ts';
import { fitsStage } from '../domain/cycle/stage.ts';
import { DomainError } from '../domain/errors.ts';
import { type Concern, NOTHING_TOUCHED, type Touched } from '../domain/two-persons/own-case.ts';
import { contextOf } from './execute-request.ts';
import { trulyLeaving } from './preview-departure.ts';
import { isConcerned, touchedByOrder } from './two-persons.ts';

interface Waiting {
  readonly touched: Touched;
  readonly cycleId?: string;
}

/**
 * While a request waits that concerns somebody, everybody of HR and whom it names: who has asked for it, may say yes to it or is to get a post by it is
 * not theirs to cut off. Else nobody. The caller holds the list by `changeList`, so that no order is being asked for at the same moment, or looks again
 * after one was.
 */
export async function decidersAbout(trx: Trx, actorId: string): Promise<readonly string[]> {
  const concerned: Waiting[] = [];
  for (const waits of [rolesThatWait, departuresThatWait, commandsThatWait]) {
    for (const waiting of await waits(trx)) {
      if (await isConcerned(trx, { ...waiting, employeeId: actorId })) concerned.push(waiting);
    }
  }
  if (concerned.length === 0) return [];
  return [...(await hrIds(trx)), ...concerned.flatMap(({ touched }) => touched.people)];
}

export interface Deciding {
  readonly actorId: string;
  readonly employeeId: string;
}

/** @throws DomainError 'own-case' */
export async function assertNotDeciding(trx: Trx, { actorId, employeeId }: Deciding): Promise<void> {
  if ((await decidersAbout(trx, actorId)).includes(employeeId))
    throw new DomainError('own-case', { concerns: 'request' satisfies Concern });
}

async function rolesThatWait(trx: Trx): Promise<readonly Waiting[]> {
  const { rows } = await sql<{ people: readonly string[] }>`
    select array_agg(employee_id::text) people from role_request where approved_at is null and undone_at is null
    having count(*) > 0`.execute(trx);
  return rows.map(({ people }) => ({ touched: { ...NOTHING_TOUCHED, people } }));
}

async function departuresThatWait(trx: Trx): Promise<readonly Waiting[]> {
  const { rows } = await sql<{ people: readonly string[] }>`
    select array_agg(p.employee_id::text) people
      from departure_request q
      join departure_request_person p on p.departure_request_id = q.id
     where q.needs_approval and q.approved_at is null and q.undone_at is null
    having count(*) > 0`.execute(trx);
  return Promise.all(rows.map(async ({ people }) => ({ touched: await touchedByLeaving(trx, trulyLeaving(people)) })));
}

/** Of cycles that are no rehearsals; of an archived one only what can still be carried out. */
async function commandsThatWait(trx: Trx): Promise<readonly Waiting[]> {
  const { rows } = await sql<RequestRow & { readonly is_archived: boolean }>`
    select q.*, c.archived_at is not null is_archived
      from command_request q
      join cycle c on c.id = q.cycle_id and c.rehearsal_id is null
     where q.needs_approval and q.approved_at is null and q.undone_at is null and q.executed_at is null`.execute(trx);
  const waiting: Waiting[] = [];
  const open = rows.filter(({ command, is_archived }) => !is_archived || fitsStage(command, 'archived'));
  for (const row of open) waiting.push({ touched: await touchedByWaiting(trx, row), cycleId: row.cycle_id });
  return waiting;
}

/** Nobody, where it cannot be looked at any more: it cannot be approved either, and is no matter of this. */
async function touchedByWaiting(trx: Trx, row: RequestRow): Promise<Touched> {
  try {
    return await touchedByOrder(trx, row.command, contextOf(row));
  } catch (error) {
    if (error instanceof DomainError) return NOTHING_TOUCHED;
    throw error;
  }
}
