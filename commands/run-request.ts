import { sql } from 'kysely';
import { type CommandName, type CommandRequestView, requestSchema } from '../contracts/commands.ts';
import { fieldProblem } from '../contracts/issue-path.ts';
import { audit } from '../db/audit.ts';
import { insertRequest, lockRequest, requestedCommand, type RequestRow, shownRequest } from '../db/command-requests.ts';
import type { Db } from '../db/connection.ts';
import { getCycle, lockCycle } from '../db/cycles.ts';
import { type Trx, inTransaction } from '../db/in-transaction.ts';
import { holdAccounts, isSamePerson } from '../db/own-case.ts';
import { changeList, keepList } from '../db/people.ts';
import { DomainError } from '../domain/errors.ts';
import { assertHr } from './assert-hr.ts';
import { assertAsRequested, carryOut, contextOf, executeRequest, followUp } from './execute-request.ts';
import { commandOf } from './hr/commands.ts';
import { assertDecidersMay, assertMayDecide } from './may-decide.ts';
import { plannedInstant } from './planned-instant.ts';
import {
  assertNotBlocked,
  assertUnchanged,
  linesToSee,
  parseCommand,
  type PreviewCommand,
  previewOf,
  shownPreview,
} from './preview-command.ts';
import { ownCaseFinding, touchedByOrder } from './two-persons.ts';

export { previewCommand, previewCorrection } from './preview-command.ts';

export interface RequestCommand extends PreviewCommand {
  readonly reason: string;
  readonly idempotencyKey: string;
  /** Of the preview that was seen: an order that would do something else by now is refused. */
  readonly previewSha256?: string | undefined;
}

/**
 * HR asks for a command. It is done at once, or waits for a second person where it needs one. The same key with the same body gives the same answer.
 * @throws DomainError 'invalid-input', 'reason-required', 'not-found', 'command-key-reused', 'too-many-waiting', 'preview-changed', 'launch-blocked' with what blocks, 'nothing-selected', and what the command itself refuses
 */
export async function requestCommand(db: Db, request: RequestCommand): Promise<CommandRequestView> {
  const command = parseCommand(request);
  const { reason, idempotencyKey, previewSha256 } = parseRequest(request);
  const { actorId } = request;
  const hr = commandOf(command.command);
  const requested = await inTransaction(db, async (trx) => {
    await holdList(trx, command.command);
    await assertMayDecide(trx, { actorId });
    if (command.command === 'withdraw') await holdAccounts(trx, actorId);
    await getCycle(trx, command.cycleId);
    const { id, isNew, isSame } = await insertRequest(trx, {
      ...command,
      reason,
      idempotencyKey,
      actorId,
    });
    if (!isSame) throw new DomainError('command-key-reused', { requestId: id });
    const row = await lockRequest(trx, id);
    if (!isNew) return shownRequest(row);
    // One launch, extension or rewind of a cycle at a time: each looks at what the one before has left.
    await lockCycle(trx, command.cycleId);
    const context = { ...command, actorId };
    const previewed = await previewOf(trx, command.command, context);
    assertNotBlocked(hr, previewed);
    const preview = await shownPreview(trx, { name: command.command, context, previewed });
    assertUnchanged(previewSha256, preview);
    if (preview.needsSecondPerson) await assertFewWait(trx, actorId);
    const lines = linesToSee(command.command, previewed);
    await trx
      .updateTable('command_request')
      .set({
        preview_sha256: Buffer.from(preview.sha256, 'hex'),
        preview_lines: lines === undefined ? null : [...lines],
        needs_approval: preview.needsSecondPerson,
      })
      .where('id', '=', id)
      .execute();
    await audit(trx, {
      what: 'command.requested',
      subject: id,
      actor: actorId,
      cycleId: command.cycleId,
      // A hash of results stays in the request's row: who reads the trail could try levels until one fits.
      details: { command: command.command, ...(hr.previewUntold === undefined && { sha256: preview.sha256 }) },
    });
    if (!preview.needsSecondPerson) {
      await plan(trx, row);
      await carryOut(trx, row, previewed);
    }
    return shownRequest(await lockRequest(trx, id));
  });
  await followUp(db, requested);
  return requested;
}

/** Who changes the list looks at every order that waits: nobody fills the line. */
const MOST_THAT_WAIT = 100;

async function assertFewWait(trx: Trx, actorId: string): Promise<void> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*)::int waiting from command_request
     where requested_by = ${actorId} and needs_approval
       and approved_at is null and undone_at is null and executed_at is null`.execute(trx);
  // The one that is asked for is among them.
  if ((rows[0]?.waiting ?? 0) > MOST_THAT_WAIT) throw new DomainError('too-many-waiting');
}

function parseRequest({ reason, idempotencyKey, previewSha256 }: RequestCommand) {
  const checked = requestSchema.safeParse({ reason, idempotencyKey, previewSha256 });
  if (!checked.success) throw new DomainError('invalid-input', { ...fieldProblem(checked.error) });
  if (checked.data.reason === '') throw new DomainError('reason-required', { path: '/reason' });
  return checked.data;
}

export interface DecideCommand {
  readonly requestId: string;
  readonly actorId: string;
}

/**
 * The second person says yes: another one of HR than who asked, whom it does not concern. The request is done now, or at its planned instant.
 * @throws DomainError 'not-found', 'forbidden', 'second-person-needed', 'own-case', 'person-unconfirmed' or 'no-longer-of-hr' (who asked, by now), 'command-already-decided', 'preview-changed', and what the command itself refuses
 */
export async function approveCommand(db: Db, { requestId, actorId }: DecideCommand): Promise<CommandRequestView> {
  const approved = await inTransaction(db, async (trx) => {
    const command = await requestedCommand(trx, requestId);
    await (commandOf(command).agreed === undefined ? holdList(trx, command) : changeList(trx));
    const row = await lockRequest(trx, requestId);
    await assertHr(trx, actorId);
    if (row.approved_by === actorId && row.undone_at === null) return shownRequest(row);
    if (!row.needs_approval || row.approved_at !== null || row.executed_at !== null || row.undone_at !== null) {
      throw new DomainError('command-already-decided', { requestId });
    }
    if (row.requested_by !== null && (await isSamePerson(trx, row.requested_by, actorId)))
      throw new DomainError('second-person-needed', { requestId });
    await assertNotOwnCase(trx, row, actorId);
    await assertDecidersMay(trx, row);
    await sql`
      update command_request set approved_by = ${actorId}, approved_at = cycle_now(cycle_id) where id = ${requestId}`.execute(
      trx,
    );
    await audit(trx, {
      what: 'command.approved',
      subject: requestId,
      actor: actorId,
      cycleId: row.cycle_id,
      details: { command: row.command },
    });
    await commandOf(row.command).agreed?.(trx, row.cycle_id);
    const isDue = await plan(trx, row);
    await commandOf(row.command).planChanged?.(trx, row.cycle_id);
    const request = { ...row, approved_by: actorId };
    if (isDue) await executeRequest(trx, request);
    else await assertAsRequested(trx, request);
    return shownRequest(await lockRequest(trx, requestId));
  });
  await followUp(db, approved);
  return approved;
}

/**
 * Takes a request back before it is carried out.
 * @throws DomainError 'not-found', 'forbidden', 'own-case' (whom it concerns does not stop it either), 'command-already-decided'
 */
export async function undoCommand(db: Db, { requestId, actorId }: DecideCommand): Promise<CommandRequestView> {
  return inTransaction(db, async (trx) => {
    const row = await lockRequest(trx, requestId);
    await assertHr(trx, actorId);
    if (row.undone_at !== null) return shownRequest(row);
    if (row.executed_at !== null) throw new DomainError('command-already-decided', { requestId, executedAt: row.executed_at });
    await assertNotOwnCase(trx, row, actorId);
    await sql`
      update command_request set undone_at = cycle_now(cycle_id), undone_by = ${actorId} where id = ${requestId}`.execute(trx);
    await commandOf(row.command).planChanged?.(trx, row.cycle_id);
    await audit(trx, {
      what: 'command.undone',
      subject: requestId,
      actor: actorId,
      cycleId: row.cycle_id,
      details: { command: row.command },
    });
    return shownRequest(await lockRequest(trx, requestId));
  });
}

export interface MayDecide {
  readonly approve: boolean;
  readonly undo: boolean;
}

/** What one of HR may do about a request as it stands, by who asked and whom it concerns. */
export async function mayDecide(db: Db, request: CommandRequestView, employeeId: string): Promise<MayDecide> {
  const { command, cycleId, selection, arguments: given, state, requestedBy } = request;
  if (!['waits-for-approval', 'planned', 'dead'].includes(state)) return { approve: false, undo: false };
  const context = { cycleId, selection, arguments: given, actorId: requestedBy ?? '0', approverId: employeeId };
  const touched = await touchedByOrder(db, command, context);
  const own = await ownCaseFinding(db, { touched, cycleId, people: [employeeId], askedBy: context.actorId });
  if (own !== undefined) return { approve: false, undo: false };
  const isOwn = requestedBy !== null && (await isSamePerson(db, requestedBy, employeeId));
  return { approve: state === 'waits-for-approval' && !isOwn, undo: true };
}

/** @throws DomainError 'own-case' where the request singles somebody out and concerns who decides about it */
async function assertNotOwnCase(trx: Trx, row: RequestRow, actorId: string): Promise<void> {
  const touched = await touchedByOrder(trx, row.command, { ...contextOf(row), approverId: actorId });
  const askedBy = contextOf(row).actorId;
  const own = await ownCaseFinding(trx, { touched, cycleId: row.cycle_id, people: [actorId], askedBy });
  if (own !== undefined) throw new DomainError('own-case', own.details);
}

/** Before any other lock: what an order has looked at stays as it is until it is done. */
async function holdList(trx: Trx, name: CommandName): Promise<void> {
  await (commandOf(name).changesWhoLeft === true ? changeList : keepList)(trx);
}

/** Sets the planned instant by the cycle's clock, counted from now; answers whether it has come. */
async function plan(trx: Trx, { id, command, cycle_id: cycleId, arguments: given }: RequestRow): Promise<boolean> {
  const instant = plannedInstant(cycleId, commandOf(command).isPlanned === true ? given : { inMinutes: 0 });
  const { rows } = await sql<{ due: boolean }>`
    update command_request
       set effective_at = ${instant}
     where id = ${id}
    returning effective_at <= cycle_now(cycle_id) due`.execute(trx);
  return rows[0]?.due ?? false;
}
