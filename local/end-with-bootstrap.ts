// Preloaded by bootstrap.mjs: whatever it runs ends when bootstrap.mjs is killed.
import { endWithParent } from './parent-pipe.ts';

endWithParent(60_000);
