import { Decimal } from 'decimal.js';
import type { City, CityGoal, Levels } from './city.ts';
import { meanOf } from './levels.ts';

// Where nobody's level is taken from an order by shares, only the raters' own levels reach the lower end of a scale.

/** Of this many people one had a year far below what was expected; of so many one a year below it. */
const FAR_BELOW_ONE_IN = 40;
const BELOW_ONE_IN = 15;

/** From 5, the best, to 1. */
export type LeanLevel = 1 | 2;

/** Of the target, what a goal came to. */
const REACHED: Readonly<Record<LeanLevel, { readonly higher: string; readonly lower: string }>> = {
  2: { higher: '0.85', lower: '1.2' },
  1: { higher: '0.7', lower: '1.4' },
};

const lowest = new WeakMap<City, ReadonlyMap<string, LeanLevel>>();

/** Who of the city had a lean year: those whom their raters think the least of, at least one of each level in a city of the usual size. */
export function leanYears(city: City): ReadonlyMap<string, LeanLevel> {
  const known = lowest.get(city);
  if (known !== undefined) return known;
  const people = [...city.levels].map(([employeeNo, levels]) => ({ employeeNo, mean: meanOf(levels) }));
  people.sort((a, b) => a.mean - b.mean);
  const far = Math.floor(people.length / FAR_BELOW_ONE_IN);
  const below = Math.floor(people.length / BELOW_ONE_IN);
  const found = new Map(
    people.slice(0, far + below).map(({ employeeNo }, place): [string, LeanLevel] => [employeeNo, place < far ? 1 : 2]),
  );
  lowest.set(city, found);
  return found;
}

/** The goal in a lean year: it stays behind its target, which nobody hides in the middle of the year. */
export function leanGoal(goal: CityGoal, level: LeanLevel): CityGoal {
  const share = REACHED[level][goal.direction ?? 'higher'];
  const rounding = goal.direction === 'lower' ? Decimal.ROUND_UP : Decimal.ROUND_DOWN;
  const places = goal.target.split('.')[1]?.length ?? 0;
  const behind = (value: string) => {
    const shifted = new Decimal(value).mul(share).toDecimalPlaces(places, rounding);
    return (goal.unitOfMeasure === '%' ? Decimal.min(shifted, 100) : shifted).toFixed(places);
  };
  return { ...goal, midterm: behind(goal.midterm), final: behind(goal.target) };
}

/** Every level is the one of the year. */
export function leanLevels({ goals, elements }: Levels, level: LeanLevel): Levels {
  return {
    goals: goals.map(() => level),
    elements: Object.fromEntries(Object.keys(elements).map((id) => [id, level])),
  };
}
