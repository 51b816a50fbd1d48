import { z } from 'zod';
import { route } from './route.ts';
import { id, idParams, instant, line, pageOf, pageQuery, person } from './wire.ts';

/** A command by name; `selection` and `arguments` are those of `contracts/commands.ts`. */
const command = {
  command: line(60),
  cycleId: id,
  selection: z.record(z.string().max(60), z.unknown()).default({}),
  arguments: z.record(z.string().max(60), z.unknown()).default({}),
};

export const commandRequest = z
  .object({
    id,
    command: z.string(),
    cycleId: id.nullable(),
    selection: z.record(z.string(), z.unknown()),
    arguments: z.record(z.string(), z.unknown()),
    reason: z.string(),
    state: z.enum(['waits-for-second-person', 'planned', 'executed', 'undone']),
    needsApproval: z.boolean(),
    requestedBy: person.nullable(),
    requestedAt: instant,
    approvedBy: person.nullable(),
    approvedAt: instant.nullable(),
    effectiveAt: instant.nullable(),
    executedAt: instant.nullable(),
    undoneAt: instant.nullable(),
    undoneBy: person.nullable(),
    outcome: z.unknown(),
    /** Whether the reader may approve it, or take it back. */
    mayApprove: z.boolean(),
    mayUndo: z.boolean(),
  })
  .meta({ id: 'CommandRequest' });
export type CommandRequest = z.infer<typeof commandRequest>;

export const commandRoutes = {
  previewCommand: route({
    method: 'POST',
    url: '/commands/preview',
    row: 'command.preview',
    summary: 'What a command would do, and to how many; changes nothing',
    status: 200,
    body: z.strictObject(command),
    answer: z.looseObject({ sha256: z.string().optional() }),
  }),
  requestCommand: route({
    method: 'POST',
    url: '/commands',
    row: 'command.request',
    summary: 'Request a command with a reason; the same key and body again gives the same request',
    status: 200,
    body: z.strictObject({
      ...command,
      reason: line(2000),
      idempotencyKey: z.string().regex(/^[A-Za-z0-9_.:-]{8,100}$/, 'not-a-key'),
      previewSha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'not-a-hash')
        .optional(),
    }),
    answer: commandRequest,
  }),
  listCommands: route({
    method: 'GET',
    url: '/commands',
    row: 'command.list',
    summary: 'Requests, newest first',
    status: 200,
    query: pageQuery.extend({ cycleId: id.optional() }),
    answer: pageOf(commandRequest),
  }),
  approveCommand: route({
    method: 'POST',
    url: '/commands/:id/approve',
    row: 'command.approve',
    summary: 'The second person says yes',
    status: 200,
    params: idParams,
    answer: commandRequest,
  }),
  undoCommand: route({
    method: 'POST',
    url: '/commands/:id/undo',
    row: 'command.undo',
    summary: 'Take it back before its instant',
    status: 200,
    params: idParams,
    answer: commandRequest,
  }),
};
