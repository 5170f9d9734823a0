import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../scripts/lib/bundles.mjs';

/** The environment variable that names the folder of the programs which all test files share. */
const SHARED = 'SFMAP_TEST_PROGRAMS';
/** The bundles of dist/ that run in Node and need no editor. */
const PROGRAMS = ['shared-core', 'sfmap', 'server', 'server-program', 'core', 'sandbox'] as const;

/** Built programs, side by side as in dist/. */
export interface Programs {
  readonly folder: string;
  /** Whoever asked for them is done with them. */
  remove(): void;
}

/** Builds the programs as they are shipped, but readable, into a folder of their own. */
export async function buildPrograms(): Promise<Programs> {
  const folder = mkdtempSync(join(tmpdir(), 'sfmap-programs-'));
  const options = { sourcemap: false, logLevel: 'error' } as const;
  await Promise.all(PROGRAMS.map((name) => build({ ...bundleOptions(name, { outdir: folder }), ...options })));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The programs that were built for all test files, or else some for whoever asks. */
export async function programs(): Promise<Programs> {
  const folder = process.env[SHARED];
  return folder === undefined ? await buildPrograms() : { folder, remove: () => undefined };
}

/** As a global setup of Vitest. Programs are started some thousand times: building them once saves minutes. */
export default async function setup(): Promise<() => void> {
  const { folder, remove } = await buildPrograms();
  process.env[SHARED] = folder;
  return remove;
}
