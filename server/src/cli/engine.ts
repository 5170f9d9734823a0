import type { Command } from 'commander';
import { serveEngine } from '../engine/serve-engine.ts';
import type { CliIo } from './io.ts';

/** `sfmap engine`: the process that the VS Code extension talks to, over its own input and output. */
export function registerEngine(program: Command, io: CliIo): void {
  program
    .command('engine', { hidden: true })
    .description('serve the VS Code extension over standard input and output')
    .action(async () => {
      await serveEngine(process.stdin, process.stdout, io.env);
      // Connections that are kept open must not keep the process after its editor is gone.
      process.exit(0);
    });
}
