import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram, PROGRAM } from '../cli/support/sfmap.ts';

/**
 * Builds the command line once for all test files. They start it some hundred times: from one place Node keeps what it
 * has compiled (NODE_COMPILE_CACHE), and each start takes two thirds of the work.
 */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'sfmap-program-'));
  const file = join(folder, 'sfmap.cjs');
  await buildProgram(file);
  process.env[PROGRAM] = file;
  return () => rmSync(folder, { recursive: true, force: true });
}
