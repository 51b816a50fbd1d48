import { prove } from '../hostile/proof.ts';
import { PUBLISHED } from '../hostile/scenes/published.ts';

prove({ stage: 'published', scenes: PUBLISHED, depth: 5 });
