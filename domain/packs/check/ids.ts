import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';

/** Whatever has an id has one of its own in its list; an element has one in the whole form. */
export function idFindings(pack: CheckedPack): readonly Finding[] {
  const { phases, periods = [], scales, sections, levels, calibration, scoring, distribution, notice } = pack;
  return [
    ...repeated(phases.map(({ key }, at) => ({ id: key, pointer: `/phases/${at}/key` }))),
    ...repeated(periods.map(({ key }, at) => ({ id: key, pointer: `/periods/${at}/key` }))),
    ...repeated(scales.map(({ id }, at) => ({ id, pointer: `/scales/${at}/id` }))),
    ...scales.flatMap((scale, at) =>
      repeated(scale.levels.map(({ level }, index) => ({ id: level, pointer: `/scales/${at}/levels/${index}/level` }))),
    ),
    ...repeated(sections.map(({ id }, at) => ({ id, pointer: `/sections/${at}/id` }))),
    ...repeated(
      sections.flatMap(({ elements }, at) =>
        elements.map(({ id }, index) => ({ id, pointer: `/sections/${at}/elements/${index}/id` })),
      ),
    ),
    ...repeated(levels.map(({ level }, at) => ({ id: level, pointer: `/levels/${at}/level` }))),
    ...repeated(calibration.reasonCodes.map(({ code }, at) => ({ id: code, pointer: `/calibration/reasonCodes/${at}/code` }))),
    ...(scoring.method === 'composition'
      ? repeated(scoring.components.map(({ id }, at) => ({ id, pointer: `/scoring/components/${at}/id` })))
      : []),
    ...(distribution.mode !== 'none' && distribution.by === 'shares'
      ? repeated(distribution.shares.map(({ level }, at) => ({ id: level, pointer: `/distribution/shares/${at}/level` })))
      : []),
    ...repeated(notice.map((content, at) => ({ id: content, pointer: `/notice/${at}` }))),
  ];
}

interface Named {
  readonly id: string;
  readonly pointer: string;
}

/** Each one whose id stands there before. */
function repeated(all: readonly Named[]): readonly Finding[] {
  const seen = new Set<string>();
  return all.flatMap(({ id, pointer }): readonly Finding[] => {
    if (seen.has(id)) return [{ code: 'duplicate-id', pointer, details: { id } }];
    seen.add(id);
    return [];
  });
}
