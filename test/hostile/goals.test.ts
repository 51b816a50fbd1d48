import { prove } from './proof.ts';
import { GOALS } from './scenes/goals.ts';

prove({ stage: 'goals', scenes: GOALS, depth: 5 });
