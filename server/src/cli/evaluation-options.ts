import type { Command } from 'commander';

const collect = (value: string, before: readonly string[] = []) => [...before, value];

/** Adds the options that say with which parameters and for whom a file is evaluated. */
export function evaluationOptions(command: Command): Command {
  return parameterOptions(command)
    .option('--payload <file>', "a person's payload as JSON; - for standard input")
    .option('--person <id>', 'the person, if the payload holds several', collect);
}

/** Adds the options that say with which parameters a file is read. */
export function parameterOptions(command: Command): Command {
  return command
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .option('--connection <name>', "a connection, for its parameters; 'sandbox' needs no file")
    .option('--param <name=value>', 'a parameter; may be repeated', collect);
}
