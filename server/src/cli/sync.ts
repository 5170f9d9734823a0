import type { Command } from 'commander';
import { planSync, restartSync } from '../engine/plan-sync.ts';
import { orTellStopped, tellOverLimits } from '../engine/tell-by-mail.ts';
import { inPieces } from '../provisioning/plan/in-pieces.ts';
import { previewParts } from '../provisioning/plan/preview-text.ts';
import { personLog } from '../provisioning/state/log-text.ts';
import { addWriteOptions, performPlan } from './apply.ts';
import { checkConfirmable } from './confirm.ts';
import { isFirstFullRun, offerPilot } from './first-full-run.ts';
import { interval } from './interval.ts';
import { type CliIo, sayOn } from './io.ts';
import { withRuns } from './open-history.ts';
import { repeated } from './run-options.ts';
import { beforehand } from './show-run.ts';
import { openSync, type SyncOptions, syncMode } from './sync-options.ts';
import { syncRounds } from './sync-rounds.ts';

/** `sfmap sync FILE --connection C (--full | --incremental | --restart | --person ID) [--every 40m]`. */
export function registerSync(program: Command, io: CliIo): void {
  const command = program
    .command('sync')
    .argument('<file>', 'an inbound mapping, or - for standard input')
    .description('show what a sync changes in Entra ID, ask, and write it')
    .requiredOption('--connection <name>', 'the connection of sfmap.json, or sandbox')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .option('--param <name=value>', 'text of a parameter; repeat it', repeated, [])
    .option('--full', 'everybody')
    .option('--incremental', 'who has changed since the last sync that came to its end')
    .option('--restart', 'everybody, after forgetting where syncs go on and who has which account')
    .option('--person <id>', 'one person on demand, by personIdExternal, step by step; repeat it', repeated, [])
    .option('--every <time>', 'again and again, such as 40m or 2h; with --yes', interval);
  addWriteOptions(command).action((file: string, options: SyncOptions) =>
    options.every === undefined ? sync(io, file, options) : syncRounds(io, file, options, options.every),
  );
}

async function sync(io: CliIo, file: string, options: SyncOptions): Promise<void> {
  const mode = syncMode(options);
  const { mapping, context, generation, endProgress, file: read } = await openSync(io, file, options);
  checkConfirmable(io, context.connection, options);
  if (options.restart) await restartSync(mapping, context);
  const reading = planSync(mapping, mode, context, generation).finally(endProgress);
  const plan = await orTellStopped(file, context, sayOn(io), reading);
  const show = beforehand(io, options.format);
  for (const part of inPieces(previewParts(plan))) show(part);
  show('\n');
  if (plan.totals.failed > 0) io.exit(1);
  await tellOverLimits(plan, context, sayOn(io));
  const first = await isFirstFullRun(io, plan, mapping.model, options.state);
  const chosen = first ? await offerPilot(io, plan, options) : plan;
  if (chosen === undefined) {
    io.err('Nothing was written.\n');
    io.exit(1);
    return;
  }
  const performed = await performPlan(io, chosen, read, context, options, endProgress);
  if (mode.kind === 'chosen' && performed !== undefined) await showSteps(io, performed.run.name, options);
}

/** The five steps of each person: import, scope, match, action, result. */
async function showSteps(io: CliIo, name: string, { state, format }: SyncOptions): Promise<void> {
  if (format !== undefined && format !== 'text') return;
  await withRuns(io, state, (store) => {
    const run = store.find(name);
    for (const history of store.people(run)) io.out(`\n${personLog(run, history)}\n`);
  });
}
