import type { Command } from 'commander';
import type { CliIo } from './io.ts';

/** Every command of `sfmap`, in the order in which help lists them. */
const commands: readonly ((program: Command, io: CliIo) => void)[] = [];

/** Adds every command to the program. */
export function registerCommands(program: Command, io: CliIo): void {
  for (const register of commands) register(program, io);
}
