import { sql } from 'kysely';
import type { CommandRequestView } from '../contracts/commands.ts';
import { audit } from '../db/audit.ts';
import type { RequestRow } from '../db/command-requests.ts';
import type { Db } from '../db/connection.ts';
import { lockCycle } from '../db/cycles.ts';
import type { Trx } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import type { Previewed } from './hr/command.ts';
import { commandOf } from './hr/commands.ts';
import { assertNotBlocked, isAsSeen, previewOf, shownPreview } from './preview-command.ts';

/**
 * Carries a request out, in the transaction that holds its row: looks whether anything blocks it by now, or has made
 * another thing of it than two persons have seen, then executes and notes the outcome.
 * @throws DomainError 'preview-changed', and as its preview and its execution do
 */
export async function executeRequest(trx: Trx, request: RequestRow): Promise<void> {
  await lockCycle(trx, request.cycle_id);
  await carryOut(trx, request, await assertAsRequested(trx, request));
}

/** Answers what it looked at. @throws DomainError 'preview-changed', and as its preview does where something blocks it */
export async function assertAsRequested(trx: Trx, request: RequestRow): Promise<Previewed> {
  const hr = commandOf(request.command);
  const previewed = await previewOf(trx, request.command, contextOf(request));
  assertNotBlocked(hr, previewed);
  const showing = { name: request.command, context: contextOf(request), previewed };
  const preview = await shownPreview(trx, showing);
  if (!isAsSeen(request, { previewed, preview })) throw new DomainError('preview-changed');
  return previewed;
}

/** Executes what has just been looked at, and notes the outcome. */
export async function carryOut(trx: Trx, request: RequestRow, previewed: Previewed): Promise<void> {
  const context = { ...contextOf(request), requestId: request.id, previewed };
  const outcome = await commandOf(request.command).execute(trx, context);
  await noteOutcome(trx, request, outcome);
}

/** What follows a request that was carried out, after its transaction. */
export async function followUp(
  db: Db | Trx,
  { command, cycleId, executedAt }: Pick<CommandRequestView, 'command' | 'cycleId' | 'executedAt'>,
): Promise<void> {
  if (executedAt !== null) await commandOf(command).afterwards?.(db, cycleId);
}

export function contextOf({ cycle_id, selection, arguments: given, requested_by, approved_by }: RequestRow) {
  return { cycleId: cycle_id, selection, arguments: given, actorId: requested_by ?? '0', approverId: approved_by ?? undefined };
}

export async function noteOutcome(
  trx: Trx,
  { id, command, cycle_id: cycleId, requested_by }: RequestRow,
  outcome: object,
): Promise<void> {
  await sql`
    update command_request
       set executed_at = cycle_now(cycle_id), outcome = ${JSON.stringify(outcome)}::jsonb
     where id = ${id}`.execute(trx);
  const what = 'refused' in outcome ? 'command.refused' : 'command.executed';
  await audit(trx, { what, subject: id, actor: requested_by ?? undefined, cycleId, details: { command, ...outcome } });
}
