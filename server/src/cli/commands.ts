import type { Command } from 'commander';
import { registerApply } from './apply.ts';
import { registerCheck } from './check.ts';
import { registerConnection } from './connection.ts';
import { registerDiff } from './diff.ts';
import { registerEngine } from './engine.ts';
import { registerEval } from './eval.ts';
import { registerExplain } from './explain.ts';
import { registerExpr } from './expr.ts';
import { registerFix } from './fix.ts';
import { registerFormat } from './format.ts';
import { registerInit } from './init.ts';
import type { CliIo } from './io.ts';
import { registerIpRanges } from './ip-ranges.ts';
import { registerLog } from './log.ts';
import { registerLsp } from './lsp.ts';
import { registerMetadata } from './metadata.ts';
import { registerPath } from './path.ts';
import { registerPlan } from './plan.ts';
import { registerPreview } from './preview.ts';
import { registerPseudonymise } from './pseudonymise.ts';
import { registerQuery } from './query.ts';
import { registerResume } from './resume.ts';
import { registerRuns } from './runs.ts';
import { registerSandbox } from './sandbox.ts';
import { registerScope } from './scope.ts';
import { registerShow } from './show.ts';
import { registerSync } from './sync.ts';
import { registerTest } from './test.ts';
import { registerUndo } from './undo.ts';
import { registerWriteback } from './writeback.ts';

/** Every command of `sfmap`, in the order in which help lists them. */
const commands: readonly ((program: Command, io: CliIo) => void)[] = [
  registerCheck,
  registerFormat,
  registerFix,
  registerEval,
  registerExpr,
  registerPath,
  registerQuery,
  registerTest,
  registerExplain,
  registerInit,
  registerPseudonymise,
  registerScope,
  registerPreview,
  registerDiff,
  registerPlan,
  registerShow,
  registerApply,
  registerWriteback,
  registerSync,
  registerResume,
  registerUndo,
  registerRuns,
  registerLog,
  registerConnection,
  registerMetadata,
  registerIpRanges,
  registerSandbox,
  registerLsp,
  registerEngine,
];

/** Adds every command to the program. */
export function registerCommands(program: Command, io: CliIo): void {
  for (const register of commands) register(program, io);
}
