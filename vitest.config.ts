import { defineConfig } from 'vitest/config';

const NOT_HERE = ['test/e2e/**', 'test/host/**', '**/node_modules/**'];
/** Tests of pure functions: nothing that one leaves behind can reach another, so the code is loaded once for all. */
const PURE = ['architecture', 'core', 'corpus', 'data', 'docs', 'features', 'project', 'provisioning'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);
const shared = {
  setupFiles: ['test/support/fixed-seed.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

/** The tests that need no editor. Those in a real VS Code have a configuration of their own (test/e2e). */
export default defineConfig({
  test: {
    // Most tests wait for processes and sockets.
    maxWorkers: '150%',
    projects: [
      { test: { ...shared, name: 'pure', include: PURE, exclude: NOT_HERE, isolate: false } },
      {
        test: {
          ...shared,
          name: 'programs',
          include: ['test/**/*.test.ts'],
          exclude: [...NOT_HERE, ...PURE],
          globalSetup: ['test/support/programs.ts'],
        },
      },
    ],
  },
});
