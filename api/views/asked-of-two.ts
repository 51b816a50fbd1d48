import type { AskedOfTwoView } from '../../contracts/api/asked-of-two.ts';
import type { AskedOfTwo } from '../../db/reading/asked-of-two.ts';
import { HR_ROLES } from '../../domain/permissions.ts';
import type { SignedIn } from '../session-store.ts';

interface MayDecide {
  readonly approve: boolean;
  readonly undo: boolean;
}

/** A request as its reader sees it. @param mayDecide asked only while it waits, and of who could decide it */
export async function askedOfTwoView(
  request: AskedOfTwo,
  reader: SignedIn,
  mayDecide: () => Promise<MayDecide>,
): Promise<AskedOfTwoView> {
  const { id, reason, waits, requestedBy, requestedAt, approvedBy, approvedAt, undoneBy, undoneAt } = request;
  const decides = waits && reader.roles.some((role) => HR_ROLES.includes(role));
  const may = decides ? await mayDecide() : { approve: false, undo: false };
  return {
    ...{ id, reason, requestedBy, requestedAt, approvedBy, approvedAt, undoneBy, undoneAt },
    state: stateOf(request),
    mayApprove: may.approve,
    mayUndo: may.undo,
  };
}

function stateOf({ waits, undoneAt }: AskedOfTwo): AskedOfTwoView['state'] {
  if (undoneAt !== null) return 'undone';
  return waits ? 'waits-for-approval' : 'executed';
}
