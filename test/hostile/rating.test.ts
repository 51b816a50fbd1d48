import { prove } from './proof.ts';
import { RATING } from './scenes/rating.ts';

prove({ stage: 'rating', scenes: RATING, depth: 5 });
