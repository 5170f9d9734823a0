import { defineConfig } from 'vitest/config';

/** The tests that judge a mutated evaluator (scripts/mutate.mjs): those of the folder that is mutated. */
export default defineConfig({
  test: {
    include: [process.env['SFMAP_MUTATE_TESTS'] ?? 'test/core/jsonpath/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
