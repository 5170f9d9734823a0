import { randomBytes } from 'node:crypto';
import type { Host } from '../core/expressions/host.ts';

/** Clock and randomness of this machine, for the functions that ask for them. */
export function systemHost(now: Date): Host {
  return { now, random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48 };
}
