import { prove } from './proof.ts';
import { PLANNED } from './scenes/planned.ts';

prove({ stage: 'planned', scenes: PLANNED, depth: 5 });
