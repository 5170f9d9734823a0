// Runs in VS Code's extension host (test/host/run.ts): activates the extension there once, and writes how long that took by
// the figures of VS Code itself (`Developer: Startup Performance`): reading the code, calling `activate`, waiting for its end.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

const waitMs = 250;

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('sfmap.sfmap');
  if (extension === undefined || extension.isActive) throw new Error('The extension is not there, or active already.');
  await pause(Number(process.env['SFMAP_BENCH_PAUSE_MS'] ?? 0));
  await extension.activate();
  await vscode.commands.executeCommand('perfview.show');
  let figures: RegExpExecArray | null = null;
  for (let tries = 0; figures === null && tries < 80; tries += 1) {
    await pause(waitMs);
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    figures = /^\| sfmap\.sfmap +\| \w+ +\| (\d+) +\| (\d+) +\| (\d+) +\|/m.exec(text);
  }
  const file = process.env['SFMAP_HOST_REPORT'] ?? '';
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `activation ${figures?.slice(1).join(' ')}\n`);
}
