import type { Command } from 'commander';
import { planWriteback } from '../engine/plan-writeback.ts';
import { orTellStopped, tellOverLimits } from '../engine/tell-by-mail.ts';
import { previewText } from '../provisioning/plan/preview-text.ts';
import { addWriteOptions, performPlan } from './apply.ts';
import { type ConfirmOptions, checkConfirmable } from './confirm.ts';
import { isFirstFullRun, offerPilot } from './first-full-run.ts';
import { type CliIo, sayOn } from './io.ts';
import { addRunOptions, openWriteback, type RunOptions } from './run-options.ts';
import { beforehand, type RunFormat } from './show-run.ts';

interface WritebackOptions extends RunOptions, ConfirmOptions {
  readonly state?: string;
  readonly format?: RunFormat;
}

/** `sfmap writeback FILE --connection C …`: plan and apply in one go. */
export function registerWriteback(program: Command, io: CliIo): void {
  const command = program
    .command('writeback')
    .argument('<file>', 'a writeback mapping, or - for standard input')
    .description('show what a writeback changes, ask, and write it');
  addWriteOptions(addRunOptions(command)).action((file: string, options: WritebackOptions) =>
    writeback(io, file, options),
  );
}

async function writeback(io: CliIo, file: string, options: WritebackOptions): Promise<void> {
  const { mapping, people, context, endProgress, file: read } = await openWriteback(io, file, options);
  checkConfirmable(io, context.connection, options);
  const reading = planWriteback(mapping, people, options.switchPrimary === true, context).finally(endProgress);
  const plan = await orTellStopped(file, context, sayOn(io), reading);
  beforehand(io, options.format)(`${previewText(plan)}\n`);
  if (plan.totals.failed > 0) io.exit(1);
  await tellOverLimits(plan, context, sayOn(io));
  const first = await isFirstFullRun(io, plan, mapping.model, options.state);
  const chosen = first ? await offerPilot(io, plan, options) : plan;
  if (chosen === undefined) {
    io.err('Nothing was written.\n');
    io.exit(1);
    return;
  }
  await performPlan(io, chosen, read, context, options, endProgress);
}
