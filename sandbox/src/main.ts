import { announceJson, announceText } from './announcement.ts';
import { ArgumentProblem, type Arguments, readArguments, usage } from './arguments.ts';
import { listen } from './http/listen.ts';
import { StateProblem } from './store/open-changes.ts';
import { Sandbox } from './tenant/sandbox.ts';

async function main(words: readonly string[]): Promise<void> {
  if (words.includes('--help') || words.includes('-h')) {
    console.log(usage);
    return;
  }
  let given: Arguments;
  try {
    given = readArguments(words);
  } catch (error) {
    if (!(error instanceof ArgumentProblem)) throw error;
    console.error(`sandbox: ${error.message}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  let sandbox: Sandbox;
  try {
    sandbox = new Sandbox(given);
  } catch (error) {
    if (!(error instanceof StateProblem)) throw error;
    console.error(`sandbox: ${error.message}`);
    process.exitCode = 2;
    return;
  }
  process.on('exit', () => {
    try {
      sandbox.close();
    } catch (error) {
      console.error(
        `sandbox: the state file could not be closed (${error instanceof Error ? error.message : 'unknown'})`,
      );
    }
  });
  const listening = await listen(sandbox, given.port);
  if ('problem' in listening) {
    console.error(`sandbox: ${listening.problem}`);
    process.exitCode = 2;
    return;
  }
  const { addresses, close } = listening;
  // Also where a fault ends the process.
  process.on('exit', close);
  const end = (): void => process.exit(0);
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (given.exitWithStdin) {
    process.stdin.on('end', end);
    process.stdin.on('close', end);
    process.stdin.on('error', end);
    process.stdin.resume();
  }
  // A reader that went away must not end the tenant.
  process.stdout.on('error', () => undefined);
  const { types, population } = sandbox.tenant;
  console.log(given.json ? announceJson(addresses, types) : announceText(addresses, types, population.size));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
