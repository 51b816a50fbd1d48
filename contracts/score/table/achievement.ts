import type { Fields } from '../shape.ts';
import {
  byDefault,
  choice,
  count,
  decimal,
  decimalOrNull,
  flag,
  listOf,
  maybeEmptyListOf,
  needed,
  neededNotNull,
  optional,
  pair,
  textOrNull,
} from './leaves.ts';

/** Accepted by every method, used by some (scoring.md, ACH1, ACH2). */
const common = {
  method: needed(
    choice('ratio', 'linear', 'from-baseline', 'assigned-ratio', 'assigned-deviation', 'trend', 'steps', 'milestones', 'panel'),
  ),
  // Any other word is a direction that nobody knows: a reason for null, not a refusal.
  direction: optional(textOrNull),
  target: optional(decimalOrNull),
  actual: optional(decimalOrNull),
  cap: optional(decimal),
  floor: optional(decimal),
  zeroTarget: byDefault(choice('undefined', 'full-or-nothing'), 'undefined'),
} as const satisfies Fields;

const target = neededNotNull(decimalOrNull);
const history = optional({ ...maybeEmptyListOf(decimal), orNull: true });
const main = byDefault(flag, true);

const methods = {
  ratio: { target },
  linear: { target },
  'from-baseline': { target, baseline: neededNotNull(decimalOrNull) },
  'assigned-ratio': { history, main },
  'assigned-deviation': { history, main, deviation: byDefault(choice('population', 'sample'), 'population') },
  trend: { history },
  steps: { target, steps: needed(listOf(pair(decimal, decimal))) },
  milestones: {
    milestones: needed(listOf({ is: 'object', fields: { weight: needed(decimal), done: needed(flag) } } as const)),
  },
  panel: { panel: needed(listOf(decimal)), trim: byDefault(count, 0) },
} as const satisfies Readonly<Record<string, Fields>>;

/** An achievement with fields of its own beside: an indicator of a scorecard has an id and a weight. */
export const achievementWith = <const F extends Fields>(own: F) =>
  ({ is: 'object', fields: { ...own, ...common }, by: { field: 'method', variants: methods } }) as const;

export const achievement = achievementWith({});
