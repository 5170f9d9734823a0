import { defineConfig } from 'vitest/config';

/** The tests that judge a mutated evaluator: those of the evaluator itself, without the long and the external ones. */
export default defineConfig({
  test: {
    include: ['test/core/expressions/**/*.test.ts', 'test/core/functions/**/*.test.ts', 'test/core/jsonpath/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
