import { achievement } from './kinds/achievement.ts';
import { adverseImpact } from './kinds/adverse-impact.ts';
import { bonus } from './kinds/bonus.ts';
import { composition } from './kinds/composition.ts';
import { derivation } from './kinds/derivation.ts';
import { elements } from './kinds/elements.ts';
import { multiSource } from './kinds/multi-source.ts';
import { number } from './kinds/number.ts';
import { proration } from './kinds/proration.ts';
import { rankPoints } from './kinds/rank-points.ts';
import { roster } from './kinds/roster.ts';
import { scorecard } from './kinds/scorecard.ts';
import { seats } from './kinds/seats.ts';
import { severity } from './kinds/severity.ts';
import { sharedIndicator } from './kinds/shared-indicator.ts';

/** How each kind of recalculation is done, by its name (scoring.md): the only list of names, which other tables of kinds must match. */
export const KINDS = {
  number,
  achievement,
  scorecard,
  composition,
  elements,
  derivation,
  seats,
  'rank-points': rankPoints,
  bonus,
  roster,
  proration,
  severity,
  'adverse-impact': adverseImpact,
  'multi-source': multiSource,
  'shared-indicator': sharedIndicator,
} as const;

type Kinds = typeof KINDS;
export type KindName = keyof Kinds;

export function isKind(name: string): name is KindName {
  return Object.hasOwn(KINDS, name);
}

/** What `dure score` takes: the facts of a kind under its name. */
export type Recalculation = {
  readonly [K in KindName]: { readonly kind: K } & Parameters<Kinds[K]['score']>[0];
}[KindName];
