import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { soundPack } from '../../commands/check-pack.ts';
import { findShippedPack } from '../../commands/shipped-packs.ts';
import type { PolicyPack } from '../../contracts/pack.ts';
import { DomainError } from '../../domain/errors.ts';

/**
 * The content of a pack: a file, one that comes with this version by its name, or one that is loaded, by name or id.
 * @throws DomainError 'not-found'; SyntaxError with the file's name if it is not JSON
 */
export async function readPack(what: string): Promise<unknown> {
  if (isFile(what)) return parsedFile(what);
  const shipped = await findShippedPack(what);
  return shipped ?? loadedPack(what);
}

/** The same, checked: commands that explain or compare need a pack without faults. @throws DomainError 'pack-invalid' */
export async function readSoundPack(what: string): Promise<PolicyPack> {
  return soundPack(await readPack(what));
}

function isFile(what: string): boolean {
  return what.endsWith('.json') || what.includes('/') || statSync(what, { throwIfNoEntry: false })?.isFile() === true;
}

async function parsedFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new SyntaxError(`${path} is not JSON: ${(error as SyntaxError).message}`, { cause: error });
  }
}

async function loadedPack(what: string): Promise<unknown> {
  if (!process.env['DATABASE_URL']) throw new DomainError('not-found', { pack: what, needs: 'DATABASE_URL' });
  const { getPack } = await import('../../db/packs.ts');
  const { withAppDatabase } = await import('../with-app-database.ts');
  const { pack } = await withAppDatabase((db) => getPack(db, /^\d+$/.test(what) ? { id: what } : { name: what }));
  return pack;
}
