import { duplicateFaults, sumFaults, weightFaults } from '../../faults.ts';
import type { Fault } from '../../faults.ts';
import { achieved } from '../achievement.ts';
import { rangeFaults } from '../../ranges.ts';
import { achievementFaults, isTurned } from '../achievement/faults.ts';
import { inForce } from './facts.ts';
import type { Indicator, ScorecardFacts } from './facts.ts';

export function scorecardFaults(card: ScorecardFacts): readonly Fault[] {
  const { indicators } = card;
  const faults = [
    ...duplicateFaults(
      indicators.map(({ id }) => id),
      (index) => `/indicators/${index}/id`,
    ),
    ...indicators.flatMap(({ weight }, index) => weightFaults(weight, `/indicators/${index}/weight`)),
    ...indicators.flatMap((indicator, index) => achievementFaults(indicator, `/indicators/${index}`)),
    ...limitFaults(card),
    ...sumFaults(
      indicators.map(({ weight }) => weight),
      'weights-do-not-sum',
      '/indicators',
    ),
  ];
  // Only what has no other fault can be measured.
  return faults.length > 0 ? faults : unmeasured(card);
}

/** A floor above the cap in force: the floor is named where it stands, on the indicator or the card. */
function limitFaults(card: ScorecardFacts): readonly Fault[] {
  const { indicators } = card;
  const isHigh = (indicator: Indicator) => isTurned(inForce(indicator, card));
  const own = indicators.flatMap((indicator, index) => {
    const isOwn = indicator.floor !== undefined && indicator.cap === undefined;
    return rangeFaults(!isOwn || !isHigh(indicator), `/indicators/${index}/floor`);
  });
  const isCardHigh = isTurned(card) || indicators.some((indicator) => indicator.floor === undefined && isHigh(indicator));
  return [...own, ...rangeFaults(!isCardHigh, '/floor')];
}

function unmeasured(card: ScorecardFacts): readonly Fault[] {
  if ((card.notMeasured ?? 'refuse') !== 'refuse') return [];
  return card.indicators.flatMap((indicator, index): readonly Fault[] =>
    isUnmeasured(indicator, card) ? [{ stage: 'sum', code: 'not-measured', path: `/indicators/${index}` }] : [],
  );
}

function isUnmeasured(indicator: Indicator, card: ScorecardFacts): boolean {
  if (indicator.cancelled === true) return false;
  return indicator.notMeasured === true || typeof achieved(inForce(indicator, card), []) === 'string';
}
