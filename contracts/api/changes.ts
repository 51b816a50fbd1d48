import { z } from 'zod';
import { route } from './route.ts';

/**
 * What a page that stays open asks after: the asker themselves (roles, address, a rehearsal's clock), what they have a part in (tasks, evaluations,
 * sessions of a committee), what HR's pages show, and what operators' pages show.
 */
export const CHANGES = ['me', 'mine', 'office', 'operations'] as const;
export type Change = (typeof CHANGES)[number];

export const changeRoutes = {
  getChanges: route({
    method: 'GET',
    url: '/changes',
    row: 'changes.read',
    summary:
      'Which kinds of things of yours changed since the mark of the answer before; it renews no session and is no look at anybody',
    status: 200,
    unattended: true,
    query: z.strictObject({
      since: z
        .string()
        .max(200)
        .regex(/^[a-z0-9.-]+$/, 'not-a-mark')
        .optional(),
    }),
    answer: z.object({ mark: z.string(), changed: z.array(z.enum(CHANGES)) }),
  }),
};
