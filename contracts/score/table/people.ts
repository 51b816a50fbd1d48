import {
  byDefault,
  choice,
  count,
  date,
  decimal,
  decimalOrNull,
  flag,
  level,
  listOf,
  maybeEmptyListOf,
  needed,
  optional,
  pair,
  text,
  year,
} from './leaves.ts';

const shares = listOf(pair(text, decimal));

const weighed = { id: needed(text), level: needed(level), weight: needed(decimal) } as const;
const sesElement = { is: 'object', fields: { ...weighed, id: needed(choice('LC', 'LP', 'BA', 'BC', 'RD')) } } as const;
const doiElement = {
  is: 'object',
  fields: { id: needed(text), level: needed(level), critical: byDefault(flag, true) },
} as const;
// A rating off its scale is a reason why the overall rating is not accepted, so any text may stand there.
const accountability = {
  is: 'object',
  fields: {
    id: needed(text),
    designation: needed(choice('critical', 'important')),
    rating: needed(text),
    results: optional(text),
  },
} as const;
const behaviour = { is: 'object', fields: { id: needed(text), rating: needed(text) } } as const;
const arizonaElement = { is: 'object', fields: weighed } as const;
const arizonaLevel = { is: 'object', fields: { level: needed(level), minimum: needed(decimal) } } as const;

export const derivation = {
  is: 'object',
  fields: { rule: needed(choice('us-federal-ses', 'us-doi', 'oklahoma', 'arizona')) },
  by: {
    field: 'rule',
    variants: {
      'us-federal-ses': { elements: needed(listOf(sesElement)) },
      'us-doi': { elements: needed(listOf(doiElement)) },
      oklahoma: {
        accountabilities: needed(listOf(accountability)),
        behaviours: needed(listOf(behaviour)),
        overall: needed(text),
      },
      arizona: { elements: needed(listOf(arizonaElement)), levels: needed(listOf(arizonaLevel)) },
    },
  },
} as const;

export const seats = {
  is: 'object',
  fields: {
    people: needed(count),
    shares: needed(shares),
    method: needed(choice('largest-remainder', 'cumulative', 'never-exceed')),
    excluded: byDefault(count, 0),
    spareLowest: byDefault(flag, false),
  },
} as const;

const band = {
  is: 'object',
  fields: { grade: needed(text), top: needed(decimal), bottom: needed(decimal), seats: needed(count) },
} as const;
export const rankPoints = { is: 'object', fields: { bands: needed(listOf(band)) } } as const;

export const bonus = {
  is: 'object',
  fields: { base: needed(decimal), rates: needed(shares), shares: optional(shares), budgetRate: optional(decimal) },
  together: ['shares', 'budgetRate'],
} as const;

const rosterYear = {
  is: 'object',
  fields: { year: needed(year), halves: needed(pair(decimalOrNull, decimalOrNull)), counted: byDefault(flag, true) },
} as const;
export const roster = {
  is: 'object',
  fields: {
    fullMarks: needed(decimal),
    years: needed(listOf(rosterYear)),
    career: needed(decimal),
    bonus: byDefault(decimal, '0'),
    shift: optional({ is: 'object', fields: { rating: needed(decimal), career: needed(decimal) } } as const),
    careerFullMarks: byDefault(decimal, '30'),
  },
} as const;

const days = { from: needed(date), to: needed(date) } as const;
export const proration = {
  is: 'object',
  fields: {
    method: needed(choice('days', 'months')),
    postings: needed(listOf({ is: 'object', fields: { ...days, score: needed(decimal) } } as const)),
    leaves: optional(maybeEmptyListOf({ is: 'object', fields: days } as const)),
    minimumDays: byDefault(count, 0),
  },
} as const;
