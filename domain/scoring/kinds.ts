import { achievement } from './kinds/achievement.ts';
import { composition } from './kinds/composition.ts';
import { number } from './kinds/number.ts';
import { scorecard } from './kinds/scorecard.ts';
import { sharedIndicator } from './kinds/shared-indicator.ts';

/** How each kind of recalculation is done, by its name (scoring.md). */
export const KINDS = {
  number,
  achievement,
  scorecard,
  composition,
  'shared-indicator': sharedIndicator,
} as const;
