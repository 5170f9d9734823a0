import { defineConfig } from 'vitest/config';

const patterns = (process.env['SFMAP_MUTATE_TESTS'] ?? 'test/core/jsonpath/**/*.test.ts').split(' ');

/** The tests that judge a mutated evaluator (scripts/mutate.mjs): those of the folder that is mutated. */
export default defineConfig({
  test: {
    include: patterns.filter((pattern) => !pattern.startsWith('!')),
    exclude: patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)),
    testTimeout: 20_000,
  },
});
