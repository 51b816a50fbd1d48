import { fc } from '@fast-check/vitest';

// Tests are told apart by their names, which hold the seed. A counterexample need not be the smallest: that it exists is enough.
fc.configureGlobal({ seed: 20_260, numRuns: 25, endOnFailure: true });
