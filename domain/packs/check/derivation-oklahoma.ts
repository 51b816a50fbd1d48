import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { criticalFindings, levelFindings, sameList } from './derivation-parts.ts';

const ACCOUNTABILITIES = ['exceeds', 'meets', 'needs-improvement', 'does-not-meet'];
const BEHAVIOURS = ['exceeds', 'meets', 'does-not-meet'];
const WORK_HOURS = ['meets', 'does-not-meet'];

/** Accountabilities where goals are rated, behaviours elsewhere, and an overall rating, each on the rule's own scale: scoring.md OKL2. */
export function oklahomaFindings(pack: CheckedPack): readonly Finding[] {
  const { sections, overall } = pack;
  return [
    ...levelFindings(pack, ACCOUNTABILITIES),
    ...criticalFindings(pack),
    ...(sections.some(({ goals }) => goals) ? [] : [{ code: 'derivation-goals' as const, pointer: '/sections' }]),
    ...(overall === undefined
      ? [{ code: 'derivation-overall' as const, pointer: '/overall', details: { method: 'oklahoma' } }]
      : scaleFindings(pack, overall.scale, { pointer: '/overall/scale', wanted: ACCOUNTABILITIES })),
    ...sections.flatMap((section, at) => [
      ...(section.goals
        ? scaleFindings(pack, section.scale, { pointer: `/sections/${at}/scale`, wanted: ACCOUNTABILITIES })
        : []),
      ...section.elements.flatMap(({ id, scale = section.scale }, index) =>
        scaleFindings(pack, scale, {
          pointer: `/sections/${at}/elements/${index}/scale`,
          wanted: section.goals ? ACCOUNTABILITIES : id === 'work-hours' ? WORK_HOURS : BEHAVIOURS,
        }),
      ),
    ]),
  ];
}

interface Wanted {
  readonly pointer: string;
  readonly wanted: readonly string[];
}

function scaleFindings({ scales }: CheckedPack, id: string, { pointer, wanted }: Wanted): readonly Finding[] {
  const levels = scales.find((scale) => scale.id === id)?.levels.map(({ level }) => level);
  // A scale that is not there has a finding of its own.
  return levels === undefined || sameList(levels, wanted) ? [] : [{ code: 'derivation-values', pointer, details: { wanted } }];
}
