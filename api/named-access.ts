import type { Route } from '../contracts/api/route.ts';
import type { CommandPreview } from '../contracts/commands.ts';
import type { Db } from '../db/connection.ts';
import { logAccess } from '../db/reading/relations.ts';
import { accessBy } from './access.ts';
import type { Call } from './serve.ts';

/** A preview names people and how they stand: a look at each, as a list of people is. */
export async function loggedNames<R extends Route>(db: Db, call: Call<R>, preview: CommandPreview): Promise<CommandPreview> {
  const named = new Set(preview.changes.flatMap(({ who }) => who?.evaluationId ?? []));
  await logAccess(
    db,
    [...named].map((evaluationId) => accessBy(call, { evaluationId, what: 'status' })),
  );
  return preview;
}
