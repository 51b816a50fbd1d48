import { prove } from './proof.ts';
import { REHEARSAL } from './scenes/rehearsal.ts';

prove({ stage: 'rehearsal', scenes: REHEARSAL, depth: 5 });
