import { Command, CommanderError } from 'commander';
import { version } from '../core/version.ts';
import { registerCommands } from './commands.ts';
import { addHelp, configureHelp } from './help.ts';
import type { CliIo } from './io.ts';
import { reportError } from './report-error.ts';

/**
 * Runs one command line.
 *
 * Every failure leaves as one sentence with its cure on standard error and an exit code; a stack trace is shown only
 * when `SFMAP_DEBUG` is set.
 *
 * @param argv The arguments after the program's name.
 */
export async function run(argv: readonly string[], io: CliIo): Promise<void> {
  const program = createProgram(io);

  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    report(error, io);
  }
}

/** The program with all its commands. */
export function createProgram(io: CliIo): Command {
  const program = new Command('sfmap')
    .description('Mappings between SAP SuccessFactors Employee Central and Microsoft Entra ID.')
    .version(version, '-V, --version', 'print the version')
    .showHelpAfterError('(sfmap --help lists the commands)')
    .addHelpText('after', PROGRAM_HELP)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  configureHelp(program);
  registerCommands(program, io);
  addHelp(program);
  return program;
}

const PROGRAM_HELP = `
FILE is a file, a folder, a glob, or - for standard input.
sfmap COMMAND --help shows examples, exit codes and the environment of a command.

Exit codes: 0 fine, 1 a finding, 2 wrong usage or unreadable input, 3 a remote system refused or failed.
Environment: SFMAP_DEBUG=1 shows the stack of an error that sfmap did not foresee; SFMAP_TIMEOUT_MS says how long to
wait for an answer of a system; SFMAP_BATCH_SIZE says how many records apply writes in one call (100).`;

function report(error: unknown, io: CliIo): void {
  // commander has written its own message already.
  if (error instanceof CommanderError) io.exit(error.exitCode === 0 ? 0 : 2);
  else reportError(error, io);
}
