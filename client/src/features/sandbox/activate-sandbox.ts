import * as vscode from 'vscode';
import { registerCommand } from '../../infrastructure/messages.ts';
import { sayInformation } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';

/** `sfmap: Start Sandbox` and `sfmap: Stop Sandbox`. Commands that use the connection `sandbox` start it by themselves. */
export function activateSandbox({ context, log, sandbox }: Services): void {
  registerCommand(context, log, 'sfmap.startSandbox', async () => {
    const { successFactors, graph } = await sandbox.start();
    const open = 'Open Its Page';
    const choice = await sayInformation(
      `The sandbox tenant runs: SuccessFactors at ${successFactors}, Microsoft Graph at ${graph}. It forgets everything when it stops.`,
      open,
    );
    if (choice === open) await vscode.env.openExternal(vscode.Uri.parse(successFactors));
  });
  registerCommand(context, log, 'sfmap.stopSandbox', async () => {
    const wasRunning = sandbox.isRunning;
    await sandbox.stop();
    void sayInformation(wasRunning ? 'The sandbox has stopped.' : 'The sandbox is not running.');
  });
}
