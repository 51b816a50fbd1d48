import { z } from 'zod';
import { id } from '../fields.ts';
import { instant, person } from './wire.ts';

const REQUEST_STATES = ['waits-for-approval', 'executed', 'undone'] as const;

/** What requests have alike that a second person may have to approve, with what the reader may do with it. */
export const requestOfTwo = z.object({
  id,
  reason: z.string(),
  state: z.enum(REQUEST_STATES),
  requestedBy: person,
  requestedAt: instant,
  approvedBy: person.nullable(),
  approvedAt: instant.nullable(),
  undoneBy: person.nullable(),
  undoneAt: instant.nullable(),
  mayApprove: z.boolean(),
  mayUndo: z.boolean(),
});
export type AskedOfTwoView = z.infer<typeof requestOfTwo>;
