import type { Command } from 'commander';
import { serveStdio } from '../lsp/serve-stdio.ts';
import type { CliIo } from './io.ts';

/** `sfmap lsp --stdio`: the language server, for any editor. */
export function registerLsp(program: Command, _io: CliIo): void {
  program
    .command('lsp')
    .description('the language server, for any editor')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(() => {
      serveStdio();
      return new Promise<void>(() => {
        // The connection ends the process when the editor goes.
      });
    });
}
