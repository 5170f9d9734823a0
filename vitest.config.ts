import { defineConfig } from 'vitest/config';

/** The tests that need no editor. Those in a real VS Code have a configuration of their own (test/e2e). */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/host/**'],
    globalSetup: ['test/support/build-program.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    // Most tests wait for processes and sockets: one worker a core, not one less.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
