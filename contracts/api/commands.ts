import { z } from 'zod';
import {
  type Command,
  commandPreviewSchema,
  commandRequestSchema,
  commandSchema,
  correctionSchema,
  requestSchema,
} from '../commands.ts';
import { route } from './route.ts';
import { id } from '../fields.ts';
import { idParams, instant, note, pageOf, pageQuery, person } from './wire.ts';

const [first, ...others] = commandSchema.options.map((option) => option.extend(requestSchema.shape));

/** A command with its reason and its key, flat in one body. */
export const requestBody = z.discriminatedUnion('command', [
  first as NonNullable<typeof first>,
  ...others,
]) as unknown as z.ZodType<
  Command & z.output<typeof requestSchema>,
  z.input<typeof commandSchema> & z.input<typeof requestSchema>
>;

/** A request as HR's pages show it: with names, and what the reader may do with it. */
export const shownRequest = commandRequestSchema
  .extend({
    requestedBy: person.nullable(),
    approvedBy: person.nullable(),
    undoneBy: person.nullable(),
    undoneAt: instant.nullable(),
    mayApprove: z.boolean(),
    mayUndo: z.boolean(),
  })
  .meta({ id: 'ShownRequest' });
export type ShownRequest = z.infer<typeof shownRequest>;

export const commandRoutes = {
  previewCommand: route({
    method: 'POST',
    url: '/commands/preview',
    row: 'command.preview',
    summary: 'What a command would do, and to how many; changes nothing. Of a correction it tells nobody’s result',
    status: 200,
    body: commandSchema,
    answer: commandPreviewSchema,
  }),
  previewCorrection: route({
    method: 'POST',
    url: '/commands/preview/correction',
    row: 'correction.preview',
    summary: 'Whose result a correction would make what, for who says why; every view is logged, that of a refused level too',
    status: 200,
    query: z.strictObject({ note }),
    body: correctionSchema,
    answer: commandPreviewSchema,
  }),
  requestCommand: route({
    method: 'POST',
    url: '/commands',
    row: 'command.request',
    summary: 'Request a command with a reason; the same key and body again gives the same request',
    status: 200,
    body: requestBody,
    answer: shownRequest,
  }),
  listCommands: route({
    method: 'GET',
    url: '/commands',
    row: 'command.list',
    summary: 'Requests, newest first',
    status: 200,
    query: pageQuery.extend({ cycleId: id.optional() }),
    answer: pageOf(shownRequest),
  }),
  lookAtCommand: route({
    method: 'GET',
    url: '/commands/:id/preview',
    row: 'command.look',
    summary: 'What a waiting request would do if it were approved now; a correction tells results, logged with its reason',
    status: 200,
    params: idParams,
    /** Which of the changes comes first, of a thousand at once. */
    query: z.strictObject({ from: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
    answer: commandPreviewSchema,
  }),
  approveCommand: route({
    method: 'POST',
    url: '/commands/:id/approve',
    row: 'command.approve',
    summary: 'The second person says yes',
    status: 200,
    params: idParams,
    answer: shownRequest,
  }),
  undoCommand: route({
    method: 'POST',
    url: '/commands/:id/undo',
    row: 'command.undo',
    summary: 'Take it back before its instant',
    status: 200,
    params: idParams,
    answer: shownRequest,
  }),
};
