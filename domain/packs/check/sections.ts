import { exact } from '../../scoring/exact.ts';
import type { CheckedPack, CheckedScoring, CheckedSection } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';

/** Whatever the form asks can be weighed: shares and weights where the method needs them, something to rate for everybody. */
export function sectionFindings({ sections, scoring }: CheckedPack): readonly Finding[] {
  return sections.flatMap((section, at): Finding[] => {
    const pointer = `/sections/${at}`;
    const ordinary = section.elements.filter(({ onlyFor }) => onlyFor === undefined);
    const isEmpty = !section.goals && ordinary.length === 0;
    const isNeeded = section.elements.length === 0 || sharesCount(scoring) || isComponent(section, scoring);
    return [
      ...(isEmpty && isNeeded ? [{ code: 'section-empty' as const, pointer: `${pointer}/elements` }] : []),
      ...(sharesCount(scoring) && section.share === undefined
        ? [{ code: 'share-missing' as const, pointer: `${pointer}/share`, details: { method: scoring.method } }]
        : []),
      ...(scoring.method === 'composition' && !isComponent(section, scoring)
        ? [{ code: 'section-not-counted' as const, pointer }]
        : []),
      ...weightFindings(section, pointer, scoring),
    ];
  });
}

/** Sections have a share of the whole. */
function sharesCount(scoring: CheckedScoring): boolean {
  return scoring.method === 'elements' || (scoring.method === 'derivation' && scoring.rule === 'arizona');
}

function isComponent({ id }: CheckedSection, scoring: CheckedScoring): boolean {
  return scoring.method === 'composition' && scoring.components.some((part) => part.of === 'section' && part.section === id);
}

/** Either all elements of a section have a weight above 0, or none has one; beside weighed goals each has one. */
function weightFindings({ elements, goals }: CheckedSection, section: string, scoring: CheckedScoring): readonly Finding[] {
  const besideGoals = goals && (sharesCount(scoring) || scoring.method === 'composition');
  const isNeeded = besideGoals || elements.some(({ weight }) => weight !== undefined);
  return elements.flatMap(({ weight }, at): Finding[] => {
    const pointer = `${section}/elements/${at}/weight`;
    if (weight === undefined) return isNeeded ? [{ code: 'weight-missing', pointer }] : [];
    return exact(weight).n === 0n ? [{ code: 'weight-out-of-range', pointer, details: { weight } }] : [];
  });
}
