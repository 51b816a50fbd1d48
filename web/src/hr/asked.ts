import type { CommandArguments, Command, CommandPreview, Selection } from '../../../contracts/commands.ts';
import { noteOf } from '../../../domain/purposes.ts';
import { call } from '../api/client.ts';

/** A command whose preview has been seen, with the key under which it is requested once. */
export interface Asked {
  readonly command: Command;
  readonly preview: CommandPreview;
  readonly key: string;
}

/** Asks what a command would do. */
export async function askedFor(command: Command): Promise<Asked> {
  return askedWith(command, await call('previewCommand', { body: command }));
}

interface Correction {
  readonly cycleId: string;
  readonly selection: Selection;
  readonly arguments: CommandArguments<'correct-result'>;
  readonly reason: string;
}

/** Asks whose result a correction would make what; its reason is noted where the results are looked at. */
export async function askedCorrection({ reason, ...correction }: Correction): Promise<Asked> {
  const body = { command: 'correct-result' as const, ...correction };
  return askedWith(body, await call('previewCorrection', { body, query: { note: noteOf(reason) } }));
}

function askedWith(command: Command, preview: CommandPreview): Asked {
  return { command, preview, key: `web-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}` };
}
