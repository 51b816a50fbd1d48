import type { Change } from '../contracts/changes.ts';
import type { Db } from '../db/connection.ts';
import type { Trx } from '../db/in-transaction.ts';
import { isSamePerson } from '../db/own-case.ts';
import { getPack } from '../db/packs.ts';
import { lineOf } from '../db/reading/changes.ts';
import { storingOf } from '../db/reading/packs.ts';
import { comesWithProgram } from './known-packs.ts';

interface Asked {
  readonly cycleId: string;
  /** Who asks for the launch. */
  readonly actorId: string;
}

/** By which rules a cycle is launched: their version, and whether they come with the program; else who stored them and when. */
export async function packLine(db: Db | Trx, { cycleId, actorId }: Asked): Promise<Change> {
  const found = await getPack(db, { cycleId });
  const { title: pack, version } = found.pack;
  const told = { pack, version, storedBy: null, storedAt: null };
  if (await comesWithProgram(found)) return lineOf({ what: 'pack', after: { ...told, origin: 'shipped' } });
  const { byId, loadedBy: storedBy, loadedAt: storedAt } = await storingOf(db, found.id);
  const origin = byId === null ? 'operator' : (await isSamePerson(db, byId, actorId)) ? 'asker' : 'person';
  return lineOf({ what: 'pack', after: { ...told, origin, storedBy, storedAt } });
}
