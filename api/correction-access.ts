import type { Route } from '../contracts/api/route.ts';
import type { CommandPreview, Selection } from '../contracts/commands.ts';
import type { Db } from '../db/connection.ts';
import { evaluationRelation, logAccess } from '../db/reading/relations.ts';
import { noteOf } from '../domain/purposes.ts';
import { type Seen, accessBy } from './access.ts';
import type { Call } from './serve.ts';

type Request = CorrectionLook['command'] & { readonly reason: string };

export interface CorrectionLook {
  /** Any command: what is no correction leaves no view. */
  readonly command: {
    readonly command: string;
    readonly cycleId: string;
    readonly selection: Selection;
    readonly arguments: object;
  };
  /** Why. */
  readonly note: string;
}

/** Logs the view of the one person whose level would be corrected, before anything is computed: a refusal tells the level too. */
export async function logLevel<R extends Route>(db: Db, call: Call<R>, { command, note }: CorrectionLook): Promise<void> {
  const [evaluationId, ...others] = command.selection.evaluationIds ?? [];
  if (!isLevel(command) || evaluationId === undefined || others.length > 0 || note === '') return;
  const found = await evaluationRelation(db, { evaluationId, employeeId: call.caller.employeeId });
  if (found?.cycleId === command.cycleId) await logAccess(db, [accessBy(call, { evaluationId, ...lookedAt(note) })]);
}

/** A preview that tells results, with a logged view of everybody whom it concerns. */
export async function loggedCorrection<R extends Route>(
  db: Db,
  call: Call<R>,
  { preview, ...look }: CorrectionLook & { readonly preview: () => Promise<CommandPreview> },
): Promise<CommandPreview> {
  await logLevel(db, call, look);
  const told = await preview();
  const people = isLevel(look.command) ? [] : (told.correction?.people ?? []);
  await logAccess(
    db,
    people.map(({ evaluationId }) => accessBy(call, { evaluationId, ...lookedAt(look.note) })),
  );
  return told;
}

/** A request that is told, alone or in a list, tells of whom a level would be corrected and why. */
export async function logCorrections<R extends Route>(db: Db, call: Call<R>, requests: readonly Request[]): Promise<void> {
  const looks = requests
    .filter(isLevel)
    .flatMap(({ selection, reason }) => (selection.evaluationIds ?? []).map((id) => ({ id, note: noteOf(reason) })));
  await logAccess(
    db,
    looks.map(({ id: evaluationId, note }) => accessBy(call, { evaluationId, ...lookedAt(note) })),
  );
}

/** The level itself is told only by the look at one request, while it waits, and by the result. */
export function withoutLevel(request: CorrectionLook['command']): Record<string, unknown> {
  const { level: _, ...others } = request.arguments as { readonly level?: unknown };
  return isLevel(request) ? others : { ...request.arguments };
}

function lookedAt(note: string): Omit<Seen, 'evaluationId'> {
  return { what: 'correction', lookedFor: { purpose: 'correction', note } };
}

function isLevel({ command, arguments: given }: CorrectionLook['command']): boolean {
  return command === 'correct-result' && 'level' in given && given.level !== undefined;
}
