import {
  type RequestRow,
  dueRequests,
  lockDueRequest,
  lockRequest,
  postponeRequest,
  shownRequest,
} from '../db/command-requests.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { keepList } from '../db/people.ts';
import { DomainError } from '../domain/errors.ts';
import { faultCode } from '../domain/fault-code.ts';
import { executeRequest, followUp, noteOutcome } from './execute-request.ts';
import { decidersFinding } from './may-decide.ts';
import { type FailedRequest, tellFailedRequest } from './tell-failed-request.ts';

export interface DueRequests {
  /** Of one rehearsal; of all cycles without. */
  readonly rehearsalId?: string;
  /** Told of what is not a refusal of ours: the request waits and is tried again, or is given up. */
  readonly onFault?: (error: unknown, requestId: string) => void;
}

/**
 * Carries out every approved request whose instant has come by its cycle's clock, each in a transaction of its own; answers how many are over.
 * One that is refused by now is noted with its code; one whose asker or approver has another address by now, or is of HR no longer, waits as one that fails;
 * one that fails is tried again later, longer each time, and is dead at last. Who asked and approved and all of HR are told by mail of what is refused or
 * dead. Neither holds up the others.
 */
export async function executeDueRequests(db: Db, { rehearsalId, onFault }: DueRequests = {}): Promise<number> {
  let over = 0;
  for (const id of await dueRequests(db, rehearsalId)) if (await isOver(db, { id, onFault })) over += 1;
  return over;
}

interface Due {
  readonly id: string;
  readonly onFault: DueRequests['onFault'] | undefined;
}

async function isOver(db: Db, { id, onFault }: Due): Promise<boolean> {
  try {
    const tried = await inTransaction(db, async (trx) => {
      await keepList(trx);
      const request = await lockDueRequest(trx, id);
      if (request === undefined) return undefined;
      const held = await decidersFinding(trx, request);
      if (held !== undefined) return { held: held.code };
      await executeRequest(trx, request);
      return { done: shownRequest(await lockRequest(trx, id)) };
    });
    if (tried?.held !== undefined) await postpone(db, id, tried.held);
    if (tried?.done === undefined) return false;
    await followUp(db, tried.done);
    return true;
  } catch (error) {
    const isRefused = error instanceof DomainError && error.code !== 'list-held';
    if (isRefused) return noteRefusal(db, id, error.code);
    onFault?.(error, id);
    await postpone(db, id, faultCode(error)).catch((again: unknown) => onFault?.(again, id));
    return false;
  }
}

async function noteRefusal(db: Db, id: string, code: string): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const request = await lockDueRequest(trx, id);
    if (request === undefined) return false;
    await noteOutcome(trx, request, { refused: code });
    await tellFailedRequest(trx, { ...failed(request), why: code, dead: false });
    return true;
  });
}

async function postpone(db: Db, id: string, code: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const request = await postponeRequest(trx, id, code);
    if (request !== undefined) await tellFailedRequest(trx, { ...failed(request), why: code, dead: true });
  });
}

function failed({
  id,
  cycle_id: cycleId,
  requested_by,
  approved_by,
}: RequestRow): Pick<FailedRequest, 'id' | 'cycleId' | 'deciders'> {
  return { id, cycleId, deciders: [requested_by, approved_by] };
}
