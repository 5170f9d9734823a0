import { type Command, Option } from 'commander';
import type { KeptRun } from '../provisioning/state/kept-run.ts';
import { runJson } from '../provisioning/state/run-json.ts';
import { runsText } from '../provisioning/state/runs-text.ts';
import { forgetRuns, type KeepFrom, keepFrom } from './forget-runs.ts';
import type { CliIo } from './io.ts';
import { withRuns } from './open-history.ts';

interface RunsOptions {
  readonly connection?: string;
  readonly format: 'text' | 'json';
  readonly state?: string;
  readonly forgetBefore?: KeepFrom;
  readonly yes?: boolean;
}

/** `sfmap runs`. */
export function registerRuns(program: Command, io: CliIo): void {
  program
    .command('runs')
    .description('list the runs of this machine, the newest first')
    .option('--connection <name>', 'only those of this connection')
    .option('--forget-before <when>', 'forget runs older than a day (2026-08-01) or so many days (90d)', keepFrom)
    .option('--yes', 'forget without a question')
    .option('--state <folder>', 'where runs are kept (also SFMAP_STATE)')
    .addOption(new Option('--format <format>', 'form of the result').choices(['text', 'json']).default('text'))
    .action((options: RunsOptions) => runs(io, options));
}

function runs(io: CliIo, { connection, format, state, forgetBefore, yes }: RunsOptions): Promise<void> {
  const fits = (run: KeptRun) => connection === undefined || run.plan.connection.name === connection;
  return withRuns(io, state, (store) => {
    if (forgetBefore !== undefined) return forgetRuns(io, store, fits, { forgetBefore, format, ...(yes && { yes }) });
    const listed = store
      .list()
      .filter(fits)
      .map((run) => ({ run, state: store.stateOf(run) }));
    if (format === 'text') io.out(runsText(listed));
    else
      io.out(
        `${JSON.stringify(
          listed.map((each) => runJson(each.run, each.state)),
          undefined,
          2,
        )}\n`,
      );
  });
}
