import type { Route } from '../contracts/api/route.ts';
import type { CommandPreview, Selection } from '../contracts/commands.ts';
import type { Db } from '../db/connection.ts';
import { evaluationRelation, logAccess } from '../db/reading/relations.ts';
import { accessBy } from './access.ts';
import type { Call } from './serve.ts';

export interface CorrectionLook {
  /** Any command: what is no correction leaves no view. */
  readonly command: {
    readonly command: string;
    readonly cycleId: string;
    readonly selection: Selection;
    readonly arguments: object;
  };
  readonly purpose: string;
}

/** Logs the view of the one person whose level would be corrected, before anything is computed: a refusal tells the level too. */
export async function logLevel<R extends Route>(db: Db, call: Call<R>, { command, purpose }: CorrectionLook): Promise<void> {
  const [evaluationId, ...others] = command.selection.evaluationIds ?? [];
  if (!isLevel(command) || evaluationId === undefined || others.length > 0 || purpose === '') return;
  const found = await evaluationRelation(db, { evaluationId, employeeId: call.caller.employeeId });
  if (found?.cycleId === command.cycleId) await logAccess(db, [accessBy(call, { evaluationId, what: 'correction', purpose })]);
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
  const seen = { what: 'correction' as const, purpose: look.purpose };
  await logAccess(
    db,
    people.map(({ evaluationId }) => accessBy(call, { evaluationId, ...seen })),
  );
  return told;
}

function isLevel({ command, arguments: given }: CorrectionLook['command']): boolean {
  return command === 'correct-result' && 'level' in given && given.level !== undefined;
}
