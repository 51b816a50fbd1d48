import { achievementWith } from './achievement.ts';
import {
  byDefault,
  choice,
  count,
  decimal,
  decimalOrNull,
  flag,
  level,
  listOf,
  maybeEmptyListOf,
  namesOf,
  needed,
  neededNotNull,
  optional,
  text,
  textOrNull,
} from './leaves.ts';

export const number = { is: 'object', fields: { text: needed(text) } } as const;

export const scorecard = {
  is: 'object',
  fields: {
    indicators: needed(
      listOf(
        achievementWith({
          id: needed(text),
          weight: needed(decimal),
          cancelled: byDefault(flag, false),
          notMeasured: byDefault(flag, false),
        }),
      ),
    ),
    cap: optional(decimal),
    floor: optional(decimal),
    notMeasured: byDefault(choice('refuse', 'zero', 'exclude'), 'refuse'),
  },
} as const;

const component = {
  is: 'object',
  fields: { id: needed(text), score: needed(decimal), weight: needed(decimal), outOf: byDefault(decimal, '100') },
} as const;
export const composition = {
  is: 'object',
  fields: {
    components: needed(listOf(component)),
    bonus: byDefault(decimal, '0'),
    bonusCap: optional(decimal),
    penalty: byDefault(decimal, '0'),
  },
} as const;

const element = { is: 'object', fields: { id: needed(text), max: needed(decimal), level: needed(level) } } as const;
const elementGroup = {
  is: 'object',
  fields: { id: needed(text), share: needed(decimal), elements: needed(listOf(element)) },
} as const;
export const elements = {
  is: 'object',
  fields: {
    groups: needed(listOf(elementGroup)),
    deduction: byDefault(decimal, '0'),
    outOf: byDefault(decimal, '100'),
  },
} as const;

const owner = { id: needed(text), weight: needed(decimal) } as const;
const sharedMeasure = { target: neededNotNull(decimalOrNull), actual: optional(decimalOrNull) } as const;
const unusedMeasure = { target: optional(decimalOrNull), actual: optional(decimalOrNull) } as const;
export const sharedIndicator = {
  is: 'object',
  fields: { mode: needed(choice('same', 'contribution')), direction: optional(textOrNull), cap: optional(decimal) },
  by: {
    field: 'mode',
    variants: {
      same: { ...sharedMeasure, owners: needed(listOf({ is: 'object', fields: { ...owner, ...unusedMeasure } } as const)) },
      contribution: { owners: needed(listOf({ is: 'object', fields: { ...owner, ...sharedMeasure } } as const)) },
    },
  },
} as const;

export const severity = { is: 'object', fields: { raters: needed(namesOf(listOf(decimal))) } } as const;

const comparedGroup = {
  is: 'object',
  fields: { id: needed(text), selected: needed(count), of: needed(count) },
} as const;
export const adverseImpact = {
  is: 'object',
  fields: {
    groups: needed(listOf(comparedGroup)),
    threshold: byDefault(decimal, '0.80'),
    smallest: byDefault(count, 5),
  },
} as const;

const raterGroup = {
  is: 'object',
  fields: { id: needed(text), weight: needed(decimal), scores: needed(maybeEmptyListOf(decimal)) },
} as const;
export const multiSource = {
  is: 'object',
  fields: { groups: needed(listOf(raterGroup)), trim: byDefault(count, 0), fewest: byDefault(count, 3) },
} as const;
