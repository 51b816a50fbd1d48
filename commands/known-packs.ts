import type { PolicyPack } from '../contracts/pack.ts';
import type { Db } from '../db/connection.ts';
import type { FoundPack } from '../db/packs.ts';
import { type StoredPack, storedPacks } from '../db/reading/packs.ts';
import { compareVersions } from '../domain/packs/version.ts';
import { checkPack } from './check-pack.ts';
import { sha256Of } from './sha256-of.ts';
import { findShippedPack, shippedPacks } from './shipped-packs.ts';

/** A version of a pack that a cycle may pin: stored, or coming with this program and stored when the first cycle pins it. */
export type KnownPack = Omit<StoredPack, 'id' | 'loadedAt'> & {
  readonly id: string | null;
  readonly loadedAt: string | null;
  readonly shipped: boolean;
};

/** By name; of one name the highest version first. What comes with the program is not one where its version is stored with other content. */
export async function knownPacks(db: Db): Promise<readonly KnownPack[]> {
  const [stored, shipped] = [await storedPacks(db), await shippedContents()];
  const ofProgram = new Map(shipped.map((content) => [sha256Of(content).toString('hex'), content]));
  const known = stored.map((pack): KnownPack => ({
    ...pack,
    content: inOrder(pack.content),
    shipped: ofProgram.has(pack.sha256),
  }));
  const rest = [...ofProgram].flatMap(([sha256, content]): readonly KnownPack[] =>
    known.some((one) => isSameVersion(one.content, content))
      ? []
      : [{ id: null, sha256, content, loadedAt: null, loadedBy: null, reason: null, cycles: 0, shipped: true }],
  );
  return [...known, ...rest].sort(
    (a, b) => a.content.name.localeCompare(b.content.name) || compareVersions(b.content.version, a.content.version),
  );
}

async function shippedContents(): Promise<readonly PolicyPack[]> {
  const contents = await Promise.all((await shippedPacks()).map((name) => findShippedPack(name)));
  return contents.flatMap((content) => checkPack(content).pack ?? []);
}

/** Packs that come with the program, but whose version is stored with other content: the stored one stays in force. */
export async function packsStoredOtherwise(db: Db): Promise<readonly PolicyPack[]> {
  const [stored, shipped] = [await storedPacks(db), await shippedContents()];
  return shipped.filter((pack) => {
    const there = stored.find(({ content }) => isSameVersion(content, pack));
    return there !== undefined && there.sha256 !== sha256Of(pack).toString('hex');
  });
}

/** Whether a stored pack is, to the last letter, one that comes with this program. */
export async function comesWithProgram({ pack, sha256 }: FoundPack): Promise<boolean> {
  const content = await findShippedPack(pack.name);
  const shipped = content === undefined ? undefined : checkPack(content).pack;
  return shipped !== undefined && sha256Of(shipped).toString('hex') === sha256;
}

/** Whether what may be a pack has the name and version of one. */
export function isSameVersion({ name, version }: PolicyPack, content: unknown): boolean {
  if (typeof content !== 'object' || content === null) return false;
  const given = content as { readonly name?: unknown; readonly version?: unknown };
  return given.name === name && given.version === version;
}

/** The database forgets the order of members; people read a pack in the order of its schema. */
function inOrder(content: PolicyPack): PolicyPack {
  return checkPack(content).pack ?? content;
}

/** The version of the same name that came before; undefined for the first. */
export function versionBefore(packs: readonly KnownPack[], pack: KnownPack): KnownPack | undefined {
  const ofName = packs.filter(({ content }) => content.name === pack.content.name);
  return ofName[ofName.indexOf(pack) + 1];
}
