import { resolve } from 'node:path';
import type { Command } from 'commander';
import { planKey } from '../engine/plan-key.ts';
import { planUndo } from '../engine/plan-undo.ts';
import { stateFolder } from '../engine/state-folder.ts';
import { writtenTenant } from '../provisioning/plan/plan.ts';
import { planToText } from '../provisioning/plan/plan-text.ts';
import { previewText, recordCount } from '../provisioning/plan/preview-text.ts';
import { writeFileWhole } from '../provisioning/write-file-whole.ts';
import { addWriteOptions, performPlan } from './apply.ts';
import { type ConfirmOptions, checkConfirmable } from './confirm.ts';
import type { CliIo } from './io.ts';
import { withRuns } from './open-history.ts';
import { openRun } from './run-options.ts';
import { beforehand, type RunFormat } from './show-run.ts';

interface UndoOptions extends ConfirmOptions {
  readonly config?: string;
  readonly force?: boolean;
  readonly out?: string;
  readonly state?: string;
  readonly format?: RunFormat;
}

/** `sfmap undo RUN`. */
export function registerUndo(program: Command, io: CliIo): void {
  const command = program
    .command('undo')
    .argument('<run>', 'the run that is taken back')
    .option('--out <plan>', 'write the plan to a file, for apply, instead of writing to the tenant')
    .option('--force', 'replace an existing file')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .description('take back what a run has written, where it still stands as the run wrote it');
  addWriteOptions(command).action((run: string, options: UndoOptions) => undo(io, run, options));
}

async function undo(io: CliIo, name: string, options: UndoOptions): Promise<void> {
  const { plan, context, endProgress } = await withRuns(io, options.state, async (store) => {
    const run = store.find(name);
    const { name: connection } = run.plan.connection;
    const start = run.mappingPath ?? io.cwd;
    const opened = await openRun(io, { ...options, connection }, start, [writtenTenant(run.plan).system]);
    if (options.out === undefined) checkConfirmable(io, opened.context.connection, options);
    return { ...opened, plan: await planUndo(store, run, opened.context).finally(opened.endProgress) };
  });
  beforehand(io, options.out === undefined ? options.format : 'text')(previewText(plan));
  if (plan.totals.refused + plan.totals.failed > 0) io.exit(1);
  if (options.out === undefined) {
    await performPlan(io, plan, undefined, context, options, endProgress);
    return;
  }
  const key = await planKey(plan.connection.name, io.env, stateFolder(io.env, options.state), 'make');
  await writeFileWhole(resolve(io.cwd, options.out), planToText(plan, key), options.force === true);
  const rows = recordCount(plan, plan.totals.rows);
  io.out(`Plan: ${options.out}, ${rows} to write, good for 24 hours. Apply it with: sfmap apply ${options.out}\n`);
}
