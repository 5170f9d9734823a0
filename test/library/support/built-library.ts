import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../../scripts/lib/bundles.mjs';
import type * as Library from '../../../server/src/library/library.ts';

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `core.cjs` and `sfmap.cjs` with what it loads, built as `dist/` holds them, in a folder of their own. */
export class BuiltLibrary {
  readonly folder = mkdtempSync(join(tmpdir(), 'sfmap-library-'));
  readonly core = join(this.folder, 'core.cjs');

  static async build(names: readonly ('core' | 'sfmap')[] = ['core', 'sfmap']): Promise<BuiltLibrary> {
    const built = new BuiltLibrary();
    const programs = names.flatMap((name) => (name === 'sfmap' ? ([name, 'shared-core'] as const) : [name]));
    await Promise.all(programs.map((name) => build(bundleOptions(name, { outdir: built.folder }))));
    return built;
  }

  /** The library, as a CommonJS program gets it. */
  require(): typeof Library {
    return createRequire(this.core)(this.core);
  }

  /** Runs a program of Node; `file` is a path or `-e` with a script as first argument. */
  node(args: readonly string[], input = ''): Promise<Ended> {
    const { PATH = '', HOME = '' } = process.env;
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: { PATH, HOME }, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
      const child = execFile(process.execPath, [...args], options, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
      });
      child.stdin?.end(input);
    });
  }

  sfmap(args: readonly string[], input?: string): Promise<Ended> {
    return this.node([join(this.folder, 'sfmap.cjs'), ...args], input);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
