import { resolve } from 'node:path';
import type { Command } from 'commander';
import { openRows, resumeRun, runToResume } from '../engine/resume-run.ts';
import { tellQuarantine } from '../engine/tell-by-mail.ts';
import { writtenTenant } from '../provisioning/plan/plan.ts';
import { recordCount, tenantName } from '../provisioning/plan/preview-text.ts';
import type { KeptRun } from '../provisioning/state/kept-run.ts';
import { addWriteOptions } from './apply.ts';
import { type ConfirmOptions, checkConfirmable, confirmText } from './confirm.ts';
import { type CliIo, sayOn } from './io.ts';
import { withRuns } from './open-history.ts';
import { openRun } from './run-options.ts';
import { readPlan, signatureProblem } from './show.ts';
import { type RunFormat, showRun } from './show-run.ts';

interface ResumeOptions extends ConfirmOptions {
  readonly config?: string;
  readonly mapping?: string;
  readonly plan?: string;
  readonly state?: string;
  readonly format?: RunFormat;
}

/** `sfmap resume [RUN]`. */
export function registerResume(program: Command, io: CliIo): void {
  const command = program
    .command('resume')
    .argument('[run]', 'the run; without it the only one that ended early')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .option('--mapping <file>', 'the mapping of the run, where it lies elsewhere by now')
    .option('--plan <plan>', 'the plan of the run, where its values are not kept')
    .description('go on with a run that ended early, to exactly what its plan says');
  addWriteOptions(command).action((run: string | undefined, options: ResumeOptions) => resume(io, run, options));
}

function resume(io: CliIo, name: string | undefined, options: ResumeOptions): Promise<void> {
  return withRuns(io, options.state, async (store, folder) => {
    const run = runToResume(store, name, io.now());
    const given = options.plan === undefined ? undefined : await signedPlan(io, options.plan, options.state);
    const mapping = options.mapping === undefined ? run.mappingPath : resolve(io.cwd, options.mapping);
    const { name: connection } = run.plan.connection;
    const { context, endProgress } = await openRun(io, { ...options, connection }, mapping ?? io.cwd, [
      writtenTenant(run.plan).system,
    ]);
    checkConfirmable(io, context.connection, options);
    if (!(await confirmText(io, question(run), context.connection, options))) {
      io.err('Nothing was written.\n');
      io.exit(1);
      return;
    }
    const performed = await resumeRun(store, folder, run, context, given, mapping).finally(endProgress);
    await showRun(io, performed.plan, performed, context, options.format);
    await tellQuarantine(performed.plan, context, sayOn(io), folder);
  });
}

async function signedPlan(io: CliIo, file: string, state: string | undefined) {
  const read = await readPlan(io, file);
  const refusal = await signatureProblem(io, read, file, state);
  if (refusal !== undefined) throw refusal;
  return read.plan;
}

function question(run: KeptRun): string {
  const open = openRows(run);
  const left = `${recordCount(run.plan, open)} ${open === 1 ? 'is' : 'are'}`;
  return [
    `Go on with run ${run.name} and write to ${tenantName(run.plan)} now?`,
    `  ${left} left of ${run.totals.rows.planned}; each is read again before it is written`,
  ].join('\n');
}
