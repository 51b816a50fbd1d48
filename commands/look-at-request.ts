import type { CommandPreview, Finding } from '../contracts/commands.ts';
import { getRequest, shownRequest } from '../db/command-requests.ts';
import type { Db } from '../db/connection.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { DomainError } from '../domain/errors.ts';
import { contextOf } from './execute-request.ts';
import { decidersFinding } from './may-decide.ts';
import { isAsSeen, previewOf, shownPreview } from './preview-command.ts';

export interface LookAtRequest {
  readonly requestId: string;
  /** Who thinks of saying yes. */
  readonly actorId: string;
  /** The first line of the changes that is shown, counted from 0; a page at a time, so that each line can be read before it is approved. */
  readonly from?: number | undefined;
}

/**
 * What a waiting request would do if this person approved it now, results and all; and whether that is still what was asked for. Changes nothing.
 * The caller logs the view.
 * @throws DomainError 'not-found', 'command-already-decided'
 */
export async function lookAtRequest(db: Db, { requestId, actorId, from = 0 }: LookAtRequest): Promise<CommandPreview> {
  return inTransaction(db, async (trx) => {
    const request = await getRequest(trx, requestId);
    if (shownRequest(request).state !== 'waits-for-approval') throw new DomainError('command-already-decided', { requestId });
    const context = { ...contextOf(request), approverId: actorId };
    const previewed = await previewOf(trx, request.command, context);
    const preview = withDeciders(
      await shownPreview(trx, { name: request.command, context, previewed, from }),
      await decidersFinding(trx, request),
    );
    if (preview.blockedBy.length > 0 || isAsSeen(request, { previewed, preview })) return preview;
    return { ...preview, blockedBy: [{ code: 'preview-changed' }] };
  });
}

function withDeciders(preview: CommandPreview, found: Finding | undefined): CommandPreview {
  return found === undefined ? preview : { ...preview, blockedBy: [...preview.blockedBy, found] };
}
