import type { CheckedPack, CheckedSection } from '../checked-pack.ts';
import type { Finding, FindingCode } from '../codes.ts';

/** Every name of something else is the name of something in the pack. */
export function referenceFindings(pack: CheckedPack): readonly Finding[] {
  const scales = new Map(pack.scales.map((scale) => [scale.id, new Set(scale.levels.map(({ level }) => level))]));
  const levels = new Set(pack.levels.map(({ level }) => level));
  const sections = new Set(pack.sections.map(({ id }) => id));
  const scale = (name: string, pointer: string) => unknown('unknown-scale', scales, { name, pointer });
  const level = (name: string, pointer: string) => unknown('unknown-level', levels, { name, pointer });
  return [
    ...pack.sections.flatMap((section, at) => [
      ...scale(section.scale, `/sections/${at}/scale`),
      ...elementFindings(section, at, scales),
    ]),
    ...(pack.overall === undefined ? [] : scale(pack.overall.scale, '/overall/scale')),
    ...distributionLevels(pack).flatMap(({ name, pointer }) => level(name, pointer)),
    ...reviewedLevels(pack).flatMap(({ name, pointer }) => level(name, pointer)),
    ...(pack.scoring.method === 'composition'
      ? pack.scoring.components.flatMap((part, at) =>
          part.of === 'section'
            ? unknown('unknown-section', sections, { name: part.section, pointer: `/scoring/components/${at}/section` })
            : [],
        )
      : []),
  ];
}

interface Reference {
  readonly name: string;
  readonly pointer: string;
}

function unknown(code: FindingCode, known: { has(name: string): boolean }, { name, pointer }: Reference): readonly Finding[] {
  return known.has(name) ? [] : [{ code, pointer, details: { name } }];
}

type Scales = ReadonlyMap<string, ReadonlySet<string>>;

/** The scales of elements, and the levels that their anchors describe. */
function elementFindings(section: CheckedSection, at: number, scales: Scales): readonly Finding[] {
  return section.elements.flatMap((element, index) => {
    const pointer = `/sections/${at}/elements/${index}`;
    const levels = scales.get(element.scale ?? section.scale);
    return [
      ...(element.scale === undefined
        ? []
        : unknown('unknown-scale', scales, { name: element.scale, pointer: `${pointer}/scale` })),
      ...(levels === undefined
        ? []
        : element.anchors.flatMap(({ level }, anchor) =>
            unknown('unknown-level', levels, { name: level, pointer: `${pointer}/anchors/${anchor}/level` }),
          )),
    ];
  });
}

function distributionLevels({ distribution }: CheckedPack): readonly Reference[] {
  if (distribution.mode === 'none') return [];
  return distribution.by === 'shares'
    ? distribution.shares.map(({ level }, at) => ({ name: level, pointer: `/distribution/shares/${at}/level` }))
    : distribution.levels.map((name, at) => ({ name, pointer: `/distribution/levels/${at}` }));
}

function reviewedLevels({ phases }: CheckedPack): readonly Reference[] {
  return phases.flatMap(({ tasks }, at) =>
    Object.entries(tasks).flatMap(([kind, task]) =>
      (task?.reviewer?.onlyLevels ?? []).map((name, index) => ({
        name,
        pointer: `/phases/${at}/tasks/${kind}/reviewer/onlyLevels/${index}`,
      })),
    ),
  );
}
