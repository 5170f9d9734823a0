import type { Command } from 'commander';
import { readModel } from '../engine/prepare-mapping.ts';
import { testConnection } from '../engine/test-connection.ts';
import type { CliIo } from './io.ts';
import { readMapping } from './mapping-files.ts';
import { openRun } from './run-options.ts';

interface TestFlags {
  readonly config?: string;
  readonly mapping?: string;
}

/** `sfmap connection test NAME`. */
export function registerConnection(program: Command, io: CliIo): void {
  program
    .command('connection')
    .description('connections of sfmap.json')
    .command('test')
    .argument('<name>', 'the connection, or sandbox')
    .option('--mapping <file>', 'try what this mapping reads and writes, instead of what every writeback needs')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .description('try a connection step by step; changes nothing')
    .action((name: string, flags: TestFlags) => test(io, name, flags));
}

async function test(io: CliIo, name: string, { config, mapping }: TestFlags): Promise<void> {
  const file = mapping === undefined ? undefined : await readMapping(mapping, io);
  const options = { connection: name, ...(config !== undefined && { config }) };
  const { context, endProgress } = await openRun(io, options, file?.path ?? io.cwd, ['SuccessFactors', 'Entra ID']);
  endProgress();
  const { connection, secrets, onDeviceCode } = context;
  const checks = await testConnection(connection, secrets, io.env, {
    model: file && readModel(file.text),
    signal: io.signal,
    onDeviceCode,
    onCheck: (check) => io.out(`${check.ok ? 'ok     ' : 'FAILED '} ${check.name.padEnd(46)} ${check.message}\n`),
  });
  if (checks.every((check) => check.ok)) io.out(`The connection ${name} works.\n`);
  else io.exit(3);
}
