import { measuresGoals } from '../../rating/asked.ts';
import type { Message, Words } from '../../words/message.ts';
import type { CheckedPack, CheckedScale, CheckedSection } from '../checked-pack.ts';
import { usedScales } from '../check/values.ts';
import { type Part, type Sentence, list, when } from './part.ts';

/** What a set of goals must be like. */
export function goalPart({ goals }: CheckedPack): Part {
  const { fewest, most, recommended, weightsSum, aligned, methods, fewestCritical, fewestTogether } = goals;
  const [from, to] = recommended;
  return {
    title: { key: 'explain.goals' },
    sentences: [
      { key: 'explain.goals.count', values: { fewest, most, from, to } },
      weightsSum === null ? { key: 'explain.goals.no-weights' } : { key: 'explain.goals.weights', values: { sum: weightsSum } },
      { key: `explain.goals.aligned.${aligned}` },
      { key: 'explain.goals.methods', values: { methods: list(methods.map((method) => ({ key: `explain.method.${method}` }))) } },
      ...when(fewestCritical !== null, () => ({ key: 'explain.goals.critical', values: { count: fewestCritical ?? 0 } })),
      ...when(fewestTogether > 0, () => ({ key: 'explain.goals.together', values: { count: fewestTogether } })),
    ],
  };
}

/** What the rater is asked about a person. */
export function formPart(pack: CheckedPack): Part {
  const { sections, scales, overall, development, scoring } = pack;
  const used = usedScales(pack);
  const asked = scales.filter(({ id }) => used.has(id) || id === overall?.scale);
  return {
    title: { key: 'explain.form' },
    sentences: [
      ...when(measuresGoals({ scoring }), () => ({ key: 'explain.form.measured' })),
      ...sections.flatMap((section) => sectionSentences(section, scoring.method)),
      ...when(overall !== undefined, () => ({ key: 'explain.form.overall', values: { name: overall?.name ?? '' } })),
      ...asked.flatMap(scaleSentences),
      ...when(development.fewest > 0, () => ({ key: 'explain.form.development', values: { count: development.fewest } })),
    ],
  };
}

function sectionSentences({ name: section, goals, elements, share }: CheckedSection, method: string): readonly Sentence[] {
  const names = (leads: boolean): readonly (Words | Message)[] =>
    elements
      .filter(({ onlyFor }) => (onlyFor !== undefined) === leads)
      .map(({ name, weight }) => (weight === undefined ? name : { key: 'explain.form.weighed', values: { name, weight } }));
  const [everybody, leaders] = [names(false), names(true)];
  return [
    ...when(goals, () => ({ key: 'explain.form.goals', values: { section } })),
    ...when(everybody.length > 0, () => ({ key: 'explain.form.elements', values: { section, elements: list(everybody) } })),
    ...when(leaders.length > 0, () => ({ key: 'explain.form.leaders', values: { section, elements: list(leaders) } })),
    // Of a composition the parts themselves say what they count.
    ...when(share !== undefined && method !== 'composition', () => ({
      key: 'explain.form.share',
      values: { section, share: share ?? 0 },
    })),
  ];
}

function scaleSentences({ name: scale, levels }: CheckedScale): readonly Sentence[] {
  const needing = (needs: string): readonly Words[] => levels.filter((level) => level.needs === needs).map(({ name }) => name);
  const [words, results] = [needing('words'), needing('results')];
  return [
    { key: 'explain.form.scale', values: { scale, levels: list(levels.map(({ name }) => name)) } },
    ...when(words.length > 0, () => ({ key: 'explain.form.words', values: { levels: list(words) } })),
    ...when(results.length > 0, () => ({ key: 'explain.form.results', values: { levels: list(results) } })),
  ];
}
