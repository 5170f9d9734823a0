import { dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { planInbound } from '../engine/plan-inbound.ts';
import { planKey } from '../engine/plan-key.ts';
import { planWriteback } from '../engine/plan-writeback.ts';
import { stateFolder } from '../engine/state-folder.ts';
import { tellOverLimits } from '../engine/tell-by-mail.ts';
import { brokenLimits } from '../provisioning/plan/budget.ts';
import { inPieces } from '../provisioning/plan/in-pieces.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import { planToText } from '../provisioning/plan/plan-text.ts';
import { previewParts, recordCount } from '../provisioning/plan/preview-text.ts';
import { writeFileWhole } from '../provisioning/write-file-whole.ts';
import { firstFullRunText, isFirstFullRun } from './first-full-run.ts';
import { type CliIo, sayOn } from './io.ts';
import { addRunOptions, type OpenedMapping, openMapping, type RunOptions } from './run-options.ts';

interface PlanOptions extends RunOptions {
  readonly out: string;
  readonly state?: string;
  readonly force?: boolean;
  readonly failOnChange?: boolean;
}

/** `sfmap plan FILE --connection C … --out PLAN`. */
export function registerPlan(program: Command, io: CliIo): void {
  const command = program
    .command('plan')
    .argument('<file>', 'a mapping, or - for standard input')
    .description('write down what a run would change, to be reviewed and applied exactly so');
  addRunOptions(command)
    .requiredOption('--out <plan>', 'the file that the plan is written to')
    .option('--state <folder>', 'where the key that signs plans is kept (also SFMAP_STATE)')
    .option('--force', 'replace an existing file')
    .option('--fail-on-change', 'exit with 1 when there is something to write')
    .action((file: string, options: PlanOptions) => plan(io, file, options));
}

async function plan(io: CliIo, file: string, options: PlanOptions): Promise<void> {
  const opened = await openMapping(io, file, options);
  const { mapping, context, endProgress, file: read } = opened;
  const fresh = await planned(opened, options).finally(endProgress);
  const path = read && relative(dirname(resolve(io.cwd, options.out)), read);
  const made = path === undefined ? fresh : { ...fresh, mapping: { ...fresh.mapping, path } };
  const key = await planKey(made.connection.name, io.env, stateFolder(io.env, options.state), 'make');
  await writeFileWhole(resolve(io.cwd, options.out), planToText(made, key), options.force === true);
  for (const part of inPieces(previewParts(made))) io.out(part);
  const rows = recordCount(made, made.totals.rows);
  const over = brokenLimits(made).length > 0;
  io.out(
    over
      ? `Plan: ${options.out}, ${rows}, over its limits: it can be shown, and apply refuses it.\n`
      : `Plan: ${options.out}, ${rows} to write, good for 24 hours. Apply it with: sfmap apply ${options.out}\n`,
  );
  if (await isFirstFullRun(io, made, mapping.model, options.state)) io.err(firstFullRunText(made));
  await tellOverLimits(made, context, sayOn(io));
  if (over || made.totals.failed > 0 || (options.failOnChange && made.totals.rows > 0)) io.exit(1);
}

function planned(
  { direction, mapping, people, context, generation }: OpenedMapping,
  options: PlanOptions,
): Promise<Plan> {
  return direction === 'inbound'
    ? planInbound(mapping, people, context, generation)
    : planWriteback(mapping, people, options.switchPrimary === true, context);
}
