import * as vscode from 'vscode';
import { complaintOf, EngineGone, isCancelled } from './engine-error.ts';
import { sayError } from './say.ts';

const SHOW_LOG = 'Show Log';

/** Shows a failure as one sentence with its cure, and a button that leads to the log. A Cancel is no failure. */
export async function showFailure(log: vscode.LogOutputChannel, error: unknown): Promise<void> {
  if (isCancelled(error) || error instanceof EngineGone) return;
  const { sentence, cure, code } = complaintOf(error);
  log.error(code === '' ? sentence : `${code}: ${sentence}`);
  if (cure !== '') log.info(cure);
  const choice = await sayError(cure === '' ? sentence : `${sentence} ${cure}`, SHOW_LOG);
  if (choice === SHOW_LOG) log.show(true);
}

/** A command that never lets an error out: whatever goes wrong is said to the user. */
export function registerCommand(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  command: string,
  action: (...args: unknown[]) => Promise<unknown> | unknown,
): void {
  context.subscriptions.push(
    vscode.commands.registerCommand(command, async (...args: unknown[]) => {
      try {
        return await action(...args);
      } catch (error) {
        await showFailure(log, error);
        return undefined;
      }
    }),
  );
}
