import type { CheckedOwnPack } from '../../commands/check-own-pack.ts';
import { type KnownPack, versionBefore } from '../../commands/known-packs.ts';
import type { PackCheck, PackDifference, PackRow } from '../../contracts/api/packs.ts';
import { asksCommittee } from '../../domain/packs/committee.ts';
import { type Difference, diffOf } from '../../domain/packs/diff.ts';

/** A version of a pack as HR's list shows it, with what has changed since the version before. */
export function packRowOf(packs: readonly KnownPack[], pack: KnownPack): PackRow {
  const { id, shipped, content, loadedAt, loadedBy, reason, cycles } = pack;
  const { title, forWhom, timeZone, periods = [], effectiveFrom, calibration } = content;
  const before = versionBefore(packs, pack);
  return {
    ...refOf(pack),
    id,
    shipped,
    title,
    forWhom,
    timeZone,
    periods: periods.map(({ key, title: name }) => ({ key, title: name })),
    asksCommittee: asksCommittee(content),
    quorum: calibration.quorum,
    withoutQuorum: calibration.withoutQuorum,
    effectiveFrom,
    newest: packs.find((one) => one.content.name === content.name) === pack,
    loadedAt,
    loadedBy,
    reason,
    cycles,
    before: before === undefined ? null : refOf(before),
    news: before === undefined ? [] : diffOf(before.content, content).map(differenceOf),
  };
}

export function packCheckOf({
  findings,
  sha256,
  known,
  against,
  differences,
  seats,
  rounding,
  unknownHolidays,
}: CheckedOwnPack): PackCheck {
  return {
    findings: [...findings],
    sha256,
    known,
    against: against === undefined ? null : refOf(against),
    differences: differences.map(differenceOf),
    seats: seats?.map((row) => ({ ...row, byMethod: row.byMethod.map((one) => ({ ...one, seats: [...one.seats] })) })) ?? null,
    rounding,
    unknownHolidays: { ...unknownHolidays, days: [...unknownHolidays.days] },
  };
}

function refOf({ content: { name, version }, sha256 }: KnownPack) {
  return { name, version, sha256 };
}

function differenceOf(difference: Difference): PackDifference {
  return { ...difference, place: [...difference.place] };
}
