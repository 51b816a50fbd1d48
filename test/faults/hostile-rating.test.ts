import { prove } from '../hostile/proof.ts';
import { RATING } from '../hostile/scenes/rating.ts';

prove({ stage: 'rating', scenes: RATING, depth: 5 });
