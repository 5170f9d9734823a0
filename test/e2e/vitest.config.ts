import { defineConfig } from 'vitest/config';

/** Tests that drive the packaged extension in a real workbench: one after the other, each file with its own editor. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    globalSetup: ['test/support/programs.ts', 'test/support/ide.ts'],
    fileParallelism: false,
    // The picture of a failure is taken before anything is tidied up.
    sequence: { concurrent: false, hooks: 'list' },
  },
});
