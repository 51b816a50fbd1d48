import { mostOf } from '../../calibration/changes.ts';
import { type Distribution, seatsFor } from '../../calibration/distribution.ts';
import type { CheckedPack } from '../checked-pack.ts';
import { dayWords } from '../day-words.ts';
import { type Part, type Sentence, list, when } from './part.ts';
import { levelNames } from './level-names.ts';

/** Sizes of groups for which the seats are told: where the ways of rounding differ most. */
const SIZES = [3, 5, 9, 10, 14, 20];

/** What only HR needs: seats, mails, records. */
export function hrPart(pack: CheckedPack): Part {
  const { mailBudget, archive, retention, promotion } = pack;
  return {
    title: { key: 'explain.hr' },
    sentences: [
      ...seatSentences(pack),
      { key: 'explain.mails', values: { staff: mailBudget.staff, rater: mailBudget.rater, day: mailBudget.perDay } },
      { key: 'explain.archive', values: { day: dayWords(archive) } },
      { key: 'explain.retention', values: { class: retention.class } },
      ...(promotion === undefined
        ? []
        : [
            {
              key: 'explain.promotion' as const,
              values: { rating: promotion.rating, career: promotion.career, from: promotion.appliesFrom },
            },
          ]),
    ],
  };
}

/** Seats of every level for groups of some sizes of which HR has said nothing more; nothing where the pack has no target. */
export function seatSentences(pack: CheckedPack, sizes: readonly number[] = SIZES): readonly Sentence[] {
  const { distribution } = pack;
  if (distribution.mode === 'none') return [];
  const isSpared = distribution.by === 'shares' && distribution.maySpareLowest;
  return [
    ...when(isSpared, () => ({ key: 'explain.seats.spared' })),
    ...sizes.map((people) => seatSentence(pack, distribution, people)),
  ];
}

function seatSentence(
  pack: CheckedPack,
  distribution: Exclude<Distribution, { readonly mode: 'none' }>,
  people: number,
): Sentence {
  if (distribution.by === 'cap') {
    const most = mostOf(distribution, people);
    const levels = list(levelNames(pack, distribution.levels));
    return most === null
      ? { key: 'explain.seats.none', values: { people } }
      : { key: 'explain.seats.cap', values: { people, most, levels } };
  }
  const seats = seatsFor(distribution, people)?.seats;
  if (seats === undefined) return { key: 'explain.seats.none', values: { people } };
  const each = seats.map(({ grade, seats: count }) => {
    const [name] = levelNames(pack, [grade]);
    return { key: 'explain.seat', values: { level: name ?? grade, seats: count } };
  });
  return { key: 'explain.seats', values: { people, seats: list(each) } };
}

/** Each rule with what it is: law, practice elsewhere, or a choice of this project. */
export function sourcePart({ sources }: CheckedPack): Part {
  return {
    title: { key: 'explain.sources' },
    sentences: sources.map(({ kind, rule, concerns }) => ({ key: `explain.source.${kind}`, values: { rule, concerns } })),
  };
}
