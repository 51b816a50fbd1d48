import { LABELS, ruleOf } from './labels.ts';
import type { Step } from './steps.ts';

/** What a run of steps is about. `part` is a section, or a component of the score, by its id. */
export type Chapter =
  | { readonly about: 'goals' | 'weights' | 'whole' | 'place'; readonly steps: readonly Step[] }
  | { readonly about: 'part'; readonly part: string; readonly steps: readonly Step[] };

type About = { readonly about: Exclude<Chapter['about'], 'part'> } | { readonly about: 'part'; readonly part: string };

const OF_PLACE = /^scoring\.(tie|seats|rank-points|grade-by-band)/u;
const OF_TIE = /^scoring\.tie/u;

/** The steps of a result in their order, parted where another thing is computed; all of them, none twice. */
export function chaptersOf(steps: readonly Step[]): readonly Chapter[] {
  const components = steps.flatMap(({ label, formula }) =>
    label === 'scoring.composition.part' ? [formula.slice(0, formula.indexOf(': '))] : [],
  );
  const ends = endsOfComponents(steps);
  const chapters: (About & { readonly steps: Step[] })[] = [];
  let ended = 0;
  steps.forEach((step, index) => {
    const about = aboutOf(step, components[ended]);
    const last = chapters.at(-1);
    if (last !== undefined && isSame(last, about)) last.steps.push(step);
    else chapters.push({ ...about, steps: [step] });
    if (ends.has(index)) ended += 1;
  });
  return chapters;
}

/** The steps by which a chapter is told in short: all of the whole, of others what they come to, and a tie; goals that only inform, and weights, are left out. */
export function tellingOf(chapter: Chapter): readonly Step[] {
  switch (chapter.about) {
    case 'whole':
      return chapter.steps;
    case 'part':
      return chapter.steps.slice(-1);
    case 'place':
      return [
        ...chapter.steps.filter(({ label }) => !OF_TIE.test(label)).slice(-1),
        ...chapter.steps.filter(({ label }) => OF_TIE.test(label)),
      ];
    case 'goals':
    case 'weights':
      return [];
  }
}

/** What a step calls by ids: the thing before its formula, and those that its inputs belong to. A number in the formula is none. */
export function idsIn({ label, formula, inputs }: Step): readonly string[] {
  // A level stands before these formulas, and may be called 5 as an indicator may.
  if (OF_PLACE.test(label)) return [];
  const rule = ruleOf(label);
  const own: readonly string[] = rule === undefined ? [] : LABELS[rule];
  const [before] = /^[^\s:]+(?=: )/u.exec(formula) ?? [];
  const given = Object.keys(inputs).filter((name) => !own.includes(name));
  return [...(before === undefined ? [] : [before]), ...given.map((name) => name.replace(/\.[a-z]+$/u, ''))];
}

function isSame(one: About, other: About): boolean {
  if (one.about === 'part') return other.about === 'part' && one.part === other.part;
  return one.about === other.about;
}

/** `component` is the part of a composition that is being computed; undefined where the score is none, or all parts are done. */
function aboutOf({ label }: Step, component: string | undefined): About {
  if (OF_PLACE.test(label)) return { about: 'place' };
  if (/^scoring\.arizona\.(last-)?weight$/u.test(label)) return { about: 'weights' };
  if (/^scoring\.(composition|us-federal-ses|us-doi|oklahoma|arizona)\./u.test(label)) return { about: 'whole' };
  if (component !== undefined) return { about: 'part', part: component };
  const [, section] = /^scoring\.(?:element|group)\.(.+)$/u.exec(label) ?? [];
  if (section !== undefined) return { about: 'part', part: section };
  return { about: label.startsWith('scoring.elements.') ? 'whole' : 'goals' };
}

/** Where each component of a composition is done: with its card, with the mean of its units' cards, or with its section. */
function endsOfComponents(steps: readonly Step[]): ReadonlySet<number> {
  const ends: number[] = [];
  steps.forEach(({ label, inputs }, index) => {
    if (label === 'scoring.unit.mean') ends.splice(-Object.keys(inputs).length);
    if (['scoring.unit.mean', 'scoring.scorecard.total', 'scoring.elements.scaled'].includes(label)) ends.push(index);
  });
  return new Set(ends);
}
