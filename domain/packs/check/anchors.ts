import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';

/** An element says at each level of its scale what one sees, or at none: then the scale's own words stand for it. */
export function anchorFindings({ scales, sections }: CheckedPack): readonly Finding[] {
  return sections.flatMap((section, at) =>
    section.elements.flatMap(({ anchors, scale = section.scale }, index): Finding[] => {
      if (anchors.length === 0) return [];
      const levels = scales.find(({ id }) => id === scale)?.levels ?? [];
      const described = new Set(anchors.map(({ level }) => level));
      const missing = levels.map(({ level }) => level).filter((level) => !described.has(level));
      if (missing.length === 0) return [];
      return [{ code: 'anchor-missing', pointer: `/sections/${at}/elements/${index}/anchors`, details: { levels: missing } }];
    }),
  );
}
