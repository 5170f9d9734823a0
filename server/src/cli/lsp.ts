import type { Command } from 'commander';
import { createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serve } from '../lsp/server.ts';
import type { CliIo } from './io.ts';

/** `sfmap lsp --stdio`: the language server, for any editor. */
export function registerLsp(program: Command, _io: CliIo): void {
  program
    .command('lsp')
    .description('the language server, for any editor')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(() => {
      serve(createConnection(ProposedFeatures.all, new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)));
      return new Promise<void>(() => {
        // The connection ends the process when the editor goes.
      });
    });
}
