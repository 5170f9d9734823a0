import { afterAll, beforeAll } from 'vitest';
import { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { Sfmap } from './sfmap.ts';

/** The command line for the tests of a file: built before the first, removed with its folder after the last. */
export function useSfmap(): Sfmap {
  const sfmap = new Sfmap();
  beforeAll(() => sfmap.build());
  afterAll(() => sfmap.remove());
  return sfmap;
}

/** The command line and a tenant of their own for the tests of a file. */
export interface Tenant {
  readonly sfmap: Sfmap;
  /** Only inside of tests and hooks. */
  readonly sandbox: RunningSandbox;
}

/** As `useSfmap`, with a sandbox that is started with these flags and that the command line speaks to. */
export function useTenant(...flags: string[]): Tenant {
  const sfmap = useSfmap();
  let running: RunningSandbox | undefined;
  beforeAll(async () => {
    running = await RunningSandbox.start(...flags);
    sfmap.use(running);
  });
  afterAll(() => running?.stop());
  return {
    sfmap,
    get sandbox() {
      if (running === undefined) throw new Error('The sandbox runs only while the tests do.');
      return running;
    },
  };
}
