import { anchorFindings } from './check/anchors.ts';
import { appealFindings } from './check/appeal.ts';
import { bandFindings } from './check/bands.ts';
import { calibrationFindings } from './check/calibration.ts';
import { derivationFindings } from './check/derivation.ts';
import { distributionFindings } from './check/distribution.ts';
import { goalFindings } from './check/goals.ts';
import { idFindings } from './check/ids.ts';
import { noticeFindings } from './check/notice.ts';
import { periodFindings } from './check/periods.ts';
import { phaseFindings } from './check/phases.ts';
import { promotionFindings } from './check/promotion.ts';
import { publicationFindings } from './check/publication.ts';
import { referenceFindings } from './check/references.ts';
import { sectionFindings } from './check/sections.ts';
import { sumFindings } from './check/sums.ts';
import { taskFindings } from './check/tasks.ts';
import { textFindings } from './check/texts.ts';
import { valueFindings } from './check/values.ts';
import { windowFindings } from './check/windows.ts';
import { workingTimeFindings } from './check/working-time.ts';
import type { CheckedPack } from './checked-pack.ts';
import type { Finding } from './codes.ts';

type Part = keyof CheckedPack;

/** A family of checks with the parts of the pack that it reads. */
interface Family {
  readonly reads: readonly Part[];
  readonly check: (pack: CheckedPack) => readonly Finding[];
}

const FAMILIES: readonly Family[] = [
  {
    reads: ['phases', 'periods', 'scales', 'sections', 'levels', 'calibration', 'scoring', 'distribution', 'notice'],
    check: idFindings,
  },
  { reads: ['sections', 'scoring', 'distribution', 'promotion'], check: sumFindings },
  { reads: ['sections', 'scoring'], check: sectionFindings },
  { reads: ['scales', 'sections', 'levels', 'overall', 'scoring', 'distribution', 'phases'], check: referenceFindings },
  { reads: ['workingTime', 'timeZone'], check: workingTimeFindings },
  { reads: ['phases'], check: windowFindings },
  { reads: ['phases', 'calibration', 'review'], check: phaseFindings },
  { reads: ['phases', 'calibration'], check: taskFindings },
  { reads: ['goals', 'phases', 'scoring', 'sections'], check: goalFindings },
  { reads: ['scales', 'sections'], check: anchorFindings },
  { reads: ['scales', 'sections', 'scoring'], check: valueFindings },
  { reads: ['levels', 'scoring', 'distribution', 'scales', 'sections', 'overall'], check: bandFindings },
  { reads: ['scoring', 'sections', 'scales', 'levels', 'overall', 'goals'], check: derivationFindings },
  { reads: ['distribution', 'ranking', 'calibration', 'scoring', 'levels'], check: distributionFindings },
  { reads: ['calibration', 'phases', 'meeting'], check: calibrationFindings },
  { reads: ['phases', 'publication', 'archive', 'appeal'], check: publicationFindings },
  { reads: ['publication', 'appeal'], check: appealFindings },
  { reads: ['periods', 'phases', 'calibration', 'appeal'], check: periodFindings },
  { reads: ['notice', 'scoring'], check: noticeFindings },
  { reads: ['promotion', 'effectiveFrom', 'scoring'], check: promotionFindings },
];

/**
 * Everything that is wrong with a pack, at once, family after family; a pack with findings is not loaded.
 * `unsound` names parts that the schema refused: families that read them are left out, the others still speak.
 */
export function findingsOf(pack: CheckedPack, unsound: ReadonlySet<string> = new Set()): readonly Finding[] {
  const families = FAMILIES.filter(({ reads }) => !reads.some((part) => unsound.has(part)));
  return [...families.flatMap(({ check }) => check(pack)), ...textFindings(pack)];
}
