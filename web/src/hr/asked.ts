import type { Command, CommandPreview } from '../../../contracts/commands.ts';
import { PURPOSE_LENGTH } from '../../../domain/permissions.ts';
import { call } from '../api/client.ts';

/** A command whose preview has been seen, with the key under which it is requested once. */
export interface Asked {
  readonly command: Command;
  readonly preview: CommandPreview;
  readonly key: string;
}

/** Asks what a command would do; for a reason where that tells results. */
export async function askedFor(command: Command, reason?: string): Promise<Asked> {
  const query = reason === undefined ? {} : { purpose: purposeOf(reason) };
  const preview = await call('previewCommand', { body: command, query });
  return { command, preview, key: `web-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}` };
}

/** A reason as the one line that the log of views keeps. */
function purposeOf(reason: string): string {
  return reason.replaceAll(/\s+/g, ' ').trim().slice(0, PURPOSE_LENGTH).trim();
}
