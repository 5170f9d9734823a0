import type { Command } from 'commander';
import { registerApply } from './apply.ts';
import { registerConnection } from './connection.ts';
import { registerEngine } from './engine.ts';
import type { CliIo } from './io.ts';
import { registerPlan } from './plan.ts';
import { registerPreview } from './preview.ts';
import { registerSandbox } from './sandbox.ts';
import { registerShow } from './show.ts';
import { registerWriteback } from './writeback.ts';

/** Every command of `sfmap`, in the order in which help lists them. */
const commands: readonly ((program: Command, io: CliIo) => void)[] = [
  registerPreview,
  registerPlan,
  registerShow,
  registerApply,
  registerWriteback,
  registerConnection,
  registerSandbox,
  registerEngine,
];

/** Adds every command to the program. */
export function registerCommands(program: Command, io: CliIo): void {
  for (const register of commands) register(program, io);
}
