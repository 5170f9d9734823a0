// Runs in VS Code's extension host (test/host/run.ts): activates the extension there once, and writes how long that took.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('sfmap.sfmap');
  if (extension === undefined || extension.isActive) throw new Error('The extension is not there, or active already.');
  const begun = performance.now();
  await extension.activate();
  const took = performance.now() - begun;
  const file = process.env['SFMAP_HOST_REPORT'] ?? '';
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `activation ${took}\n`);
}
