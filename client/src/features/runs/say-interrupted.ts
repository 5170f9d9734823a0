import * as vscode from 'vscode';
import { showFailure } from '../../infrastructure/messages.ts';
import { sayInformation, sayWarning } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { describeRun, type RunsView } from './runs-view.ts';

/**
 * Says what became of a write in whose middle this window was closed or reloaded. The engine is asked only where there was
 * one: a window that has nothing to say starts nothing.
 */
export async function sayInterrupted({ unfinished, log }: Services, view: RunsView): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  const left = await unfinished.take();
  if (left === undefined) return;
  try {
    const runs = await view.list();
    const run = runs.find(({ run, connection, started }) =>
      left.run === undefined ? connection === left.connection && started >= left.began : run === left.run,
    );
    if (run === undefined) {
      void sayInformation(`The window was closed before anything was written to ${left.connection}.`);
      return;
    }
    view.refresh();
    const resume = 'Resume Run';
    const show = 'Show Run';
    const message =
      run.state === 'running'
        ? `${run.run} still writes: ${describeRun(run)}.`
        : `The window was closed while ${run.run} was writing. ${describeRun(run)}.`;
    const choice = await sayWarning(message, ...(run.resumable ? [resume] : []), show);
    if (choice === resume) await vscode.commands.executeCommand('sfmap.resumeRun', run);
    if (choice === show) await vscode.commands.executeCommand('sfmap.showRun', run);
  } catch (error) {
    await showFailure(log, error);
  }
}
