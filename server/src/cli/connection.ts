import type { Command } from 'commander';
import { testConnection } from '../engine/test-connection.ts';
import type { CliIo } from './io.ts';
import { openRun } from './run-options.ts';

/** `sfmap connection test NAME`. */
export function registerConnection(program: Command, io: CliIo): void {
  program
    .command('connection')
    .description('connections of sfmap.json')
    .command('test')
    .argument('<name>', 'the connection, or sandbox')
    .option('--config <file>', 'the project file, instead of the nearest sfmap.json')
    .description('try a connection step by step; changes nothing')
    .action((name: string, options: { config?: string }) => test(io, name, options));
}

async function test(io: CliIo, name: string, options: { readonly config?: string }): Promise<void> {
  const { context, endProgress } = await openRun(io, { ...options, connection: name }, io.cwd, [
    'SuccessFactors',
    'Entra ID',
  ]);
  endProgress();
  const { connection, secrets } = context;
  const checks = await testConnection(connection, secrets, io.env, io.signal, (check) => {
    io.out(`${check.ok ? 'ok     ' : 'FAILED '} ${check.name.padEnd(36)} ${check.message}\n`);
  });
  if (checks.every((check) => check.ok)) io.out(`The connection ${name} works.\n`);
  else io.exit(3);
}
