import { prove } from './proof.ts';
import { PUBLISHED } from './scenes/published.ts';

prove({ stage: 'published', scenes: PUBLISHED, depth: 5 });
