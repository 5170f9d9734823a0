import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { projectError } from '../project/project-error.ts';
import type { CliIo } from './io.ts';

/** `sfmap lsp --stdio`: the language server, for any editor. It is the one of the extension, dist/server.cjs. */
export function registerLsp(program: Command, _io: CliIo): void {
  program
    .command('lsp')
    .description('the language server, for any editor')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(() => {
      const server = fileURLToPath(new URL('./server.cjs', import.meta.url));
      if (!existsSync(server))
        throw projectError('The file server.cjs is not beside this program.', 'Keep the files of dist/ together.');
      // It finds --stdio among the arguments of this process.
      createRequire(import.meta.url)(server);
      return new Promise<void>(() => {
        // The connection ends the process when the editor goes.
      });
    });
}
