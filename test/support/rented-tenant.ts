import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './ide.ts';

/** What a sandbox says of itself when it listens. */
export interface RentedTenant {
  readonly successFactors: string;
  readonly graph: string;
  readonly company: string;
  readonly user: string;
  readonly password: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): void;
}

/** A sandbox tenant of a test's own, as one that belongs to somebody else. */
export async function rentTenant(): Promise<RentedTenant> {
  const bundle = join(root, 'dist/sandbox.cjs');
  const args = [bundle, '--port', '0', '--json', '--no-shuffle', '--exit-with-stdin'];
  const sandbox: ChildProcessWithoutNullStreams = spawn(process.execPath, args);
  const [line] = await once(createInterface({ input: sandbox.stdout }), 'line');
  return { ...JSON.parse(String(line)), stop: () => sandbox.stdin.end() };
}
