import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { SfmapError } from '../core/errors.ts';
import type { CliIo } from './io.ts';

/** `sfmap sandbox …`: the local tenant is a program of its own; its arguments are handed on as they are. */
export function registerSandbox(program: Command, io: CliIo): void {
  program
    .command('sandbox')
    .description('start the local tenant (sfmap sandbox --help shows its options)')
    .argument('[arguments...]', 'handed on to the sandbox')
    .allowUnknownOption()
    .helpOption(false)
    .action((args: string[]) => sandbox(io, args));
}

async function sandbox(io: CliIo, args: readonly string[]): Promise<void> {
  const bundle = join(dirname(realpathSync(process.argv[1] ?? '.')), 'sandbox.cjs');
  if (!existsSync(bundle)) {
    throw new SfmapError('SFM-SANDBOX', `The sandbox is not beside this program: ${bundle}.`, 'Build the project.', 2);
  }
  const child = spawn(process.execPath, [bundle, ...args], { stdio: 'inherit' });
  // Ctrl-C in a terminal reaches the child by itself; SIGTERM does not.
  const stop = () => child.kill('SIGTERM');
  io.signal.addEventListener('abort', stop, { once: true });
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 0)));
  io.signal.removeEventListener('abort', stop);
  if (code !== 0) io.exit(2);
}
