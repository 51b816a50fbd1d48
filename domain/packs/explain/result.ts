import type { Distribution } from '../../calibration/distribution.ts';
import type { CheckedPack, CheckedScoring } from '../checked-pack.ts';
import { dayWords } from '../day-words.ts';
import { levelNames } from './level-names.ts';
import { type Part, type Sentence, list, when } from './part.ts';
import { roundingSentence } from './rounding.ts';

/** From levels and numbers to the result: scoring, levels, distribution, calibration. */
export function resultPart(pack: CheckedPack): Part {
  const { scoring, levels, ranking, review } = pack;
  return {
    title: { key: 'explain.result' },
    sentences: [
      ...when(review.beforeEmployee, () => ({ key: 'explain.review.first' })),
      ...scoringSentences(scoring),
      ...levels.map(({ name, meaning, bottom }): Sentence =>
        bottom === undefined
          ? { key: 'explain.level', values: { name, meaning } }
          : { key: 'explain.level.from', values: { name, meaning, bottom } },
      ),
      ...distributionSentences(pack),
      ...calibrationSentences(pack),
      ...when(ranking === 'forbidden', () => ({ key: 'explain.ranking.forbidden' })),
    ],
  };
}

function scoringSentences(scoring: CheckedScoring): readonly Sentence[] {
  switch (scoring.method) {
    case 'elements':
      return [{ key: 'explain.scoring.elements', values: { outOf: scoring.outOf } }];
    case 'derivation':
      return [{ key: `explain.scoring.${scoring.rule}` }];
    case 'chosen':
      return [{ key: 'explain.scoring.chosen' }];
    case 'composition': {
      const parts = list(
        scoring.components.map(({ name, weight }) => ({ key: 'explain.scoring.part', values: { name, weight } })),
      );
      const limit = (value: string | undefined) => value ?? ({ key: 'explain.scoring.no-limit' } as const);
      return [
        { key: 'explain.scoring.composition', values: { parts } },
        ...scoring.components.flatMap((part): Sentence[] =>
          part.of === 'section'
            ? []
            : [{ key: 'explain.scoring.card', values: { name: part.name, cap: limit(part.cap), floor: limit(part.floor) } }],
        ),
      ];
    }
  }
}

function distributionSentences(pack: CheckedPack): readonly Sentence[] {
  const { distribution } = pack;
  if (distribution.mode === 'none') return [{ key: 'explain.distribution.none' }];
  const from = { key: 'explain.distribution.from' as const, values: { count: distribution.quotaFrom } };
  return [...targetSentences(pack, distribution), ...when(distribution.quotaFrom > 1, () => from)];
}

function targetSentences(pack: CheckedPack, target: Exclude<Distribution, { readonly mode: 'none' }>): readonly Sentence[] {
  const isEnforced = target.mode === 'enforced';
  if (target.by === 'cap') {
    const values = { levels: list(levelNames(pack, target.levels)), atMost: target.atMost };
    return [{ key: isEnforced ? 'explain.distribution.cap' : 'explain.distribution.cap-guidance', values }];
  }
  const shares = target.shares.map(({ level, share }) => {
    const [name] = levelNames(pack, [level]);
    return { key: 'explain.share', values: { level: name ?? level, share } };
  });
  return [
    { key: isEnforced ? 'explain.distribution.enforced' : 'explain.distribution.guidance', values: { shares: list(shares) } },
    roundingSentence(pack, target),
    ...when(target.maySpareLowest, () => ({ key: 'explain.distribution.spare' })),
  ];
}

function calibrationSentences({ calibration, meeting }: CheckedPack): readonly Sentence[] {
  const { changes, orderKept, reasonCodes, reasonAtLeast, quorum, withoutQuorum } = calibration;
  if (changes === 'nothing') return [{ key: 'explain.calibration.nothing' }];
  const reasons = list(reasonCodes.map(({ name }) => name));
  return [
    { key: `explain.calibration.${changes}` },
    ...when(orderKept, () => ({ key: 'explain.calibration.order-kept' })),
    { key: 'explain.calibration.reasons', values: { count: reasonAtLeast, reasons } },
    ...(meeting === undefined
      ? []
      : [
          { key: 'explain.calibration.meeting' as const, values: { day: dayWords(meeting), quorum } },
          { key: `explain.calibration.${withoutQuorum}` as const },
        ]),
  ];
}

/** What people are told, and what they may do then. */
export function noticePart({ notice, publication, acknowledgement, appeal }: CheckedPack): Part {
  const content = list(notice.map((one) => ({ key: `explain.content.${one}` })));
  const { windowWorkingDays: days, answerWorkingDays: answer, decidedBy } = appeal;
  return {
    title: { key: 'explain.notice' },
    sentences: [
      { key: 'explain.notice.content', values: { at: dayWords(publication), content } },
      { key: 'explain.text', values: { text: acknowledgement.means } },
      ...when(acknowledgement.refusalIsRecorded, () => ({ key: 'explain.refusal' })),
      { key: 'explain.appeal', values: { days, answer, by: dayWords(decidedBy) } },
    ],
  };
}
