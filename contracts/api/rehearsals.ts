import { z } from 'zod';
import { route } from './route.ts';
import { id, line } from '../fields.ts';
import { givenInstant, idParams, instant } from './wire.ts';

export const rehearsal = z
  .object({
    id,
    name: z.string(),
    now: instant,
    /** Nothing is under way: the clock may move. */
    quiet: z.boolean(),
    /** What it is not quiet for. */
    waitingFor: z.array(z.object({ what: z.string(), count: z.int() })),
    /** The next instant at which something is due to happen by itself. */
    next: instant.nullable(),
    cycles: z.array(z.object({ id, name: z.string(), year: z.int(), timeZone: z.string() })),
  })
  .meta({ id: 'Rehearsal' });

export const rehearsalRoutes = {
  createRehearsal: route({
    method: 'POST',
    url: '/rehearsals',
    row: 'rehearsal.create',
    summary: 'A clock of its own for cycles that are tried; only where mail stays in our mailbox',
    status: 201,
    body: z.strictObject({ name: line(100), now: givenInstant }),
    answer: z.object({ id }),
  }),
  getRehearsal: route({
    method: 'GET',
    url: '/rehearsals/:id',
    row: 'rehearsal.read',
    summary: 'Its clock, and whether all is quiet',
    status: 200,
    params: idParams,
    answer: rehearsal,
  }),
  advanceClock: route({
    method: 'POST',
    url: '/rehearsals/:id/clock',
    row: 'rehearsal.clock',
    summary: 'Move the clock forward',
    status: 200,
    params: idParams,
    body: z.strictObject({ to: givenInstant }),
    answer: z.object({ now: instant }),
  }),
};
