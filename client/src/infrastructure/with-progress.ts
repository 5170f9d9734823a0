import * as vscode from 'vscode';
import type { EngineProcess } from './engine-process.ts';
import { progressText } from './progress-text.ts';
import { shownLine } from './shown-text.ts';

let busy: string | undefined;

/**
 * Runs engine work behind a notification that counts and can be cancelled. One at a time: the engine's progress
 * belongs to one piece of work, and two writes at once help nobody.
 *
 * @throws Error with one sentence when other work is under way.
 */
export async function withProgress<R>(
  engine: EngineProcess,
  title: string,
  work: (token: vscode.CancellationToken) => Promise<R>,
): Promise<R> {
  if (busy !== undefined) throw new Error(`${busy} is still running. Wait for its end, or cancel it first.`);
  busy = title;
  try {
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: shownLine(title), cancellable: true },
      async (progress, token) => {
        let phase = '';
        let began = Date.now();
        let shown = 0;
        const listening = engine.onProgress((params) => {
          if (params.phase !== phase) {
            phase = params.phase;
            began = Date.now();
            shown = 0;
          }
          const message = shownLine(progressText(params, (Date.now() - began) / 1000));
          const percent = params.total === undefined ? 0 : (100 * params.done) / Math.max(1, params.total);
          const increment = Math.max(0, percent - shown);
          shown = Math.max(shown, percent);
          progress.report(increment > 0 ? { message, increment } : { message });
        });
        try {
          return await work(token);
        } finally {
          listening.dispose();
        }
      },
    );
  } finally {
    busy = undefined;
  }
}
