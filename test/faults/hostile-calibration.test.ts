import { prove } from '../hostile/proof.ts';
import { CALIBRATION } from '../hostile/scenes/calibration.ts';

prove({ stage: 'calibration', scenes: CALIBRATION, depth: 5 });
