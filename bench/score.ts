import { Decimal } from 'decimal.js';
import { KINDS } from '../domain/scoring/kinds.ts';
import { type Measurement, median, round } from './support/measure.ts';

const CARDS = 200;
const INDICATORS = 10;
const CAP = '110';
const PAIRS = 15;
const PASSES = 25;
const AIM = 0.5;

interface Row {
  readonly id: string;
  readonly method: 'ratio';
  readonly direction: 'higher' | 'lower';
  readonly target: string;
  readonly actual: string;
  readonly weight: string;
}
type Card = readonly Row[];

/** Scorecards of ten ratios with a cap and all steps, against a bare decimal.js loop that computes the same numbers without steps; in turn, medians. */
export async function score(): Promise<readonly Measurement[]> {
  const cards = Array.from({ length: CARDS }, (_, index) => cardAt(index));
  assertSame(cards);
  const pairs = Array.from({ length: PAIRS }, () => ({ floor: perSecond(bareScore, cards), ours: perSecond(ourScore, cards) }));
  // The first pairs run before the compiler is done.
  const warm = pairs.slice(PAIRS / 3);
  const ratio = median(warm.map(({ floor, ours }) => ours / floor));
  const measure = `scorecards of ${INDICATORS} indicators a second, with steps`;
  const [value, floor] = [median(warm.map(({ ours }) => ours)), median(warm.map((pair) => pair.floor))];
  return Promise.resolve([
    { bench: 'score', measure, value: round(value, 0), floor: round(floor, 0), aim: 'information', ok: true },
    {
      bench: 'score',
      measure: `${measure}: ratio to decimal.js without`,
      value: round(ratio),
      floor: 1,
      aim: `at least ${AIM}`,
      ok: ratio >= AIM,
    },
  ]);
}

function cardAt(index: number): Card {
  return Array.from({ length: INDICATORS }, (_, place) => {
    const spread = (index * 37 + place * 101) % 400;
    return {
      id: `K${place}`,
      method: 'ratio',
      direction: place % 3 === 2 ? 'lower' : 'higher',
      target: `${90 + (place % 5)}.${index % 10}`,
      actual: `${70 + (spread % 50)}.${String(spread % 100).padStart(2, '0')}`,
      weight: '10',
    };
  });
}

function ourScore(card: Card): string | null {
  return KINDS.scorecard.score({ indicators: card, cap: CAP }).answer.score;
}

function bareScore(card: Card): string {
  const cap = new Decimal(CAP);
  let total = new Decimal(0);
  for (const { direction, target, actual, weight } of card) {
    const [a, t] = [new Decimal(actual), new Decimal(target)];
    const achievement = (direction === 'higher' ? a.div(t) : t.div(a)).times(100);
    total = total.plus(Decimal.min(achievement, cap).times(weight).div(100));
  }
  return total.toFixed(2, Decimal.ROUND_HALF_UP);
}

function assertSame(cards: readonly Card[]): void {
  for (const card of cards) {
    const [ours, bare] = [ourScore(card), bareScore(card)];
    if (ours !== bare) throw new Error(`The two computations differ: ${String(ours)} and ${bare}.`);
  }
}

function perSecond(work: (card: Card) => string | null, cards: readonly Card[]): number {
  const from = performance.now();
  for (let pass = 0; pass < PASSES; pass += 1) for (const card of cards) work(card);
  return (cards.length * PASSES) / ((performance.now() - from) / 1_000);
}
