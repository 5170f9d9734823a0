import type { RunContext } from '../../../server/src/engine/plan-writeback.ts';
import { sandboxConnection, sandboxSecrets } from '../../../server/src/project/sandbox-connection.ts';
import type { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';

/** What a run against this tenant needs. */
export function runContext({ announcement }: RunningSandbox, more: Partial<RunContext> = {}): RunContext {
  return {
    connection: sandboxConnection({}, announcement),
    secrets: sandboxSecrets,
    env: {},
    progress: () => undefined,
    now: () => new Date(),
    ...more,
  };
}
