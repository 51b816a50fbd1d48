import type { Locale } from '../../words/message.ts';
import type { CheckedPack } from '../checked-pack.ts';
import { type PackWordKey, say } from '../words.ts';
import { formPart } from './form.ts';
import { type Sentence, when } from './part.ts';
import { resultPart } from './result.ts';

/** What tells one scheme from another; how levels are called and how a card counts is left to the whole explanation. */
const TELLING: ReadonlySet<PackWordKey> = new Set<PackWordKey>([
  'explain.form.development',
  'explain.form.results',
  'explain.scoring.elements',
  'explain.scoring.composition',
  'explain.scoring.chosen',
  'explain.scoring.us-federal-ses',
  'explain.scoring.us-doi',
  'explain.scoring.oklahoma',
  'explain.scoring.arizona',
  'explain.distribution.none',
  'explain.distribution.enforced',
  'explain.distribution.guidance',
  'explain.distribution.cap',
  'explain.distribution.cap-guidance',
  'explain.calibration.places',
  'explain.calibration.levels',
  'explain.calibration.nothing',
  'explain.ranking.forbidden',
]);

/** A pack in a few sentences, for somebody who sees several: the talks of its year, what raters owe, how a result comes about. */
export function gistOf(pack: CheckedPack, locale: Locale): readonly string[] {
  const talks = pack.phases.filter(({ workflowType }) => workflowType === 'midtermCoachingWorkflow').length;
  const sentences: readonly Sentence[] = [
    { key: 'explain.for-whom', values: { whom: pack.forWhom } },
    ...when(talks > 0, () => ({ key: 'explain.talks', values: { count: talks } })),
    ...[...formPart(pack).sentences, ...resultPart(pack).sentences].filter(({ key }) => TELLING.has(key)),
  ];
  // Each scale says the same of its own levels: the first one stands for all.
  const firstOfEach = sentences.filter(({ key }, index) => sentences.findIndex((one) => one.key === key) === index);
  return firstOfEach.map((sentence) => say(locale, sentence));
}
