import { Command, CommanderError } from 'commander';
import { SfmapError } from '../core/errors.ts';
import { registerCommands } from './commands.ts';
import type { CliIo } from './io.ts';

/**
 * Runs one command line.
 *
 * Every failure leaves as one sentence with its cure on standard error and an exit code; a stack trace is shown only
 * when `SFMAP_DEBUG` is set.
 *
 * @param argv The arguments after the program's name.
 */
export async function run(argv: readonly string[], io: CliIo): Promise<void> {
  const program = new Command('sfmap')
    .description('Mappings between SAP SuccessFactors Employee Central and Microsoft Entra ID.')
    .showHelpAfterError('(sfmap --help lists the commands)')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  registerCommands(program, io);

  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    report(error, io);
  }
}

function report(error: unknown, io: CliIo): void {
  // commander has written its own message already.
  if (error instanceof CommanderError) {
    io.exit(error.exitCode === 0 ? 0 : 2);
    return;
  }

  if (error instanceof SfmapError) {
    // A remote system's own words may be in it: nothing of them may steer the terminal.
    io.err(`sfmap: ${error.sentence.replace(/[^\P{Cc}\n]/gu, '·')}\n`);
    io.exit(error.exit);
  } else {
    const message = error instanceof Error ? error.message : String(error);
    io.err(`sfmap: Something failed that sfmap did not foresee: ${message} Set SFMAP_DEBUG=1 for the details.\n`);
    io.exit(2);
  }
  if (io.env['SFMAP_DEBUG'] && error instanceof Error) io.err(`${error.stack}\n`);
}
