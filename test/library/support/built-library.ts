import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Library from '../../../server/src/library/library.ts';
import { type Programs, programs } from '../../support/programs.ts';

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The library and the command line as `dist/` holds them, and a folder for what a test writes. */
export class BuiltLibrary {
  readonly folder = mkdtempSync(join(tmpdir(), 'sfmap-library-'));

  private constructor(readonly programs: Programs) {}

  static async build(): Promise<BuiltLibrary> {
    return new BuiltLibrary(await programs());
  }

  get core(): string {
    return join(this.programs.folder, 'core.cjs');
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
    return this.node([join(this.programs.folder, 'sfmap.cjs'), ...args], input);
  }

  remove(): void {
    this.programs.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
