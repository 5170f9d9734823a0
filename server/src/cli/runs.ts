import { type Command, Option } from 'commander';
import { runJson } from '../provisioning/state/run-json.ts';
import { runsText } from '../provisioning/state/runs-text.ts';
import type { CliIo } from './io.ts';
import { withRuns } from './open-history.ts';

interface RunsOptions {
  readonly connection?: string;
  readonly format: 'text' | 'json';
  readonly state?: string;
}

/** `sfmap runs`. */
export function registerRuns(program: Command, io: CliIo): void {
  program
    .command('runs')
    .description('list the runs of this machine, the newest first')
    .option('--connection <name>', 'only those of this connection')
    .option('--state <folder>', 'where runs are kept (also SFMAP_STATE)')
    .addOption(new Option('--format <format>', 'form of the result').choices(['text', 'json']).default('text'))
    .action((options: RunsOptions) => runs(io, options));
}

function runs(io: CliIo, { connection, format, state }: RunsOptions): Promise<void> {
  return withRuns(io, state, (store) => {
    const listed = store
      .list()
      .filter((run) => connection === undefined || run.plan.connection.name === connection)
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
