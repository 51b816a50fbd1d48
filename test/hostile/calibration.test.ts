import { prove } from './proof.ts';
import { CALIBRATION } from './scenes/calibration.ts';

prove({ stage: 'calibration', scenes: CALIBRATION, depth: 5 });
