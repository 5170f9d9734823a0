import { join } from 'node:path';
import type { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';

const preload = join(import.meta.dirname, 'simulated-clock.mjs');

/** The environment of a process that begins at a time and goes on from it. */
export function simulatedClock(now: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=file://${preload}`, SIMULATED_NOW: now };
}

/** Sets the clock of a tenant. */
export async function setClock(sandbox: RunningSandbox, now: string): Promise<void> {
  const answer = await sandbox.control('/sandbox/clock', 'POST', { now });
  if (!answer.ok) throw new Error(await answer.text());
}
