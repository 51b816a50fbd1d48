import type { KindName } from '../../domain/scoring/kinds.ts';
import type { ObjectShape } from './shape.ts';
import { achievement } from './table/achievement.ts';
import { bonus, derivation, proration, rankPoints, roster, seats } from './table/people.ts';
import {
  adverseImpact,
  composition,
  elements,
  multiSource,
  number,
  scorecard,
  severity,
  sharedIndicator,
} from './table/scores.ts';

/** The fields of every kind beside `kind` itself: reader, JSON Schema and types come from here (scoring.md, GEN1). */
export const TABLE = {
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
} as const satisfies Readonly<Record<KindName, ObjectShape>>;
