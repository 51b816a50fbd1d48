import { prove } from './proof.ts';
import { FIRST } from './scenes/first.ts';

prove({ stage: 'first', scenes: FIRST, depth: 5 });
