import { defineConfig } from 'vitest/config';

/** The tests that a change in `domain/scoring` must fail: those of scoring, and of calibration, which stands on it. */
export default defineConfig({
  test: {
    env: { TZ: 'UTC' },
    include: ['test/domain/scoring/**/*.test.ts', 'test/domain/calibration/**/*.test.ts'],
    setupFiles: ['test/mutation/setup.ts'],
    // No test of these changes anything that another one sees: their modules are loaded once.
    isolate: false,
  },
});
