import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { applyPlanned } from '../engine/apply-planned.ts';
import { checkLimitsNow } from '../engine/check-limits-now.ts';
import type { PerformedRun } from '../engine/perform-run.ts';
import type { RunContext } from '../engine/plan-writeback.ts';
import { stateFolder } from '../engine/state-folder.ts';
import { tellQuarantine } from '../engine/tell-by-mail.ts';
import { findProjectFile } from '../project/project.ts';
import { checkBudget } from '../provisioning/plan/budget.ts';
import { type Plan, writtenTenant } from '../provisioning/plan/plan.ts';
import { type ConfirmOptions, checkConfirmable, confirm } from './confirm.ts';
import { type CliIo, sayOn } from './io.ts';
import { openRun } from './run-options.ts';
import { readPlan, signatureProblem } from './show.ts';
import { type RunFormat, showNothing, showRun } from './show-run.ts';

interface ApplyOptions extends ConfirmOptions {
  readonly mapping?: string;
  readonly config?: string;
  readonly state?: string;
  readonly format?: RunFormat;
}

/** Adds the options that a command needs to write. */
export function addWriteOptions(command: Command): Command {
  return command
    .option('--yes', 'write without a question')
    .option('--production <name>', 'the name of the production connection that is written to')
    .option('--state <folder>', 'where the journal is kept (also SFMAP_STATE)')
    .addOption(
      new Option('--format <format>', 'form of what the run did').choices(['text', 'json', 'html']).default('text'),
    );
}

/** `sfmap apply PLAN [--yes]`. */
export function registerApply(program: Command, io: CliIo): void {
  const command = program
    .command('apply')
    .argument('<plan>', 'a file that sfmap plan has written')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .option('--mapping <file>', 'the mapping of the plan, where it lies elsewhere by now')
    .description('perform exactly a plan; what has changed since is skipped');
  addWriteOptions(command).action((file: string, options: ApplyOptions) => apply(io, file, options));
}

async function apply(io: CliIo, file: string, options: ApplyOptions): Promise<void> {
  const read = await readPlan(io, file);
  const refusal = await signatureProblem(io, read, file, options.state);
  if (refusal !== undefined) throw refusal;
  const { plan } = read;
  const { name } = plan.connection;
  const start = (await findProjectFile(resolve(io.cwd, file))) ?? io.cwd;
  const { context, endProgress } = await openRun(io, { ...options, connection: name }, start, [
    writtenTenant(plan).system,
  ]);
  // The file says today how careful one has to be, not the plan.
  checkConfirmable(io, context.connection, options);
  await performPlan(io, plan, mappingOf(io, file, plan, options), context, options, endProgress);
}

/** Where the mapping of a plan lies; nowhere when it came through a pipe. */
function mappingOf(io: CliIo, file: string, plan: Plan, { mapping }: ApplyOptions): string | undefined {
  if (mapping !== undefined) return resolve(io.cwd, mapping);
  return plan.mapping.path === undefined ? undefined : resolve(dirname(resolve(io.cwd, file)), plan.mapping.path);
}

/**
 * Asks, applies, shows the run, sets the exit code: 3 when a row failed or its fate is unknown, 1 when one was skipped.
 *
 * @returns Nothing where nobody was to be run for, or the answer was no.
 */
export async function performPlan(
  io: CliIo,
  plan: Plan,
  mapping: string | undefined,
  context: RunContext,
  options: ConfirmOptions & { readonly state?: string; readonly format?: RunFormat },
  endProgress: () => void,
): Promise<PerformedRun | undefined> {
  if (plan.totals.rows === 0) {
    showNothing(io, plan, options.format);
    // Whoever was read has their place in the history all the same.
    if (plan.kind === 'undo') return undefined;
    return await applyPlanned(plan, context, stateFolder(io.env, options.state), mapping);
  }
  checkBudget(plan);
  await checkLimitsNow(plan, mapping);
  if (!(await confirm(io, plan, options))) {
    io.err('Nothing was written.\n');
    io.exit(1);
    return undefined;
  }
  const folder = stateFolder(io.env, options.state);
  const performed = await applyPlanned(plan, context, folder, mapping).finally(endProgress);
  await showRun(io, plan, performed, context, options.format);
  await tellQuarantine(plan, context, sayOn(io), folder);
  return performed;
}
