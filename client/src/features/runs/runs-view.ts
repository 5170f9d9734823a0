import * as vscode from 'vscode';
import { RUNS, type RunsParams, type RunsResult } from '../../../../server/src/engine/protocol.ts';
import type { EngineProcess } from '../../infrastructure/engine-process.ts';

export type Run = RunsResult[number];

/** The view Runs: what was written from this machine, the newest first, and whether something of it is left. */
export class RunsView implements vscode.TreeDataProvider<Run> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly engine: EngineProcess) {}

  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(run?: Run): Promise<Run[]> {
    if (run !== undefined || !vscode.workspace.isTrusted) return [];
    return [...(await this.list())];
  }

  list(): Promise<RunsResult> {
    return this.engine.request<RunsParams, RunsResult>(RUNS, {});
  }

  getTreeItem(run: Run): vscode.TreeItem {
    const item = new vscode.TreeItem(run.run);
    item.id = run.run;
    const what = run.undoes === undefined ? run.mapping : `undo of ${run.undoes}`;
    const when = run.started.slice(0, 16).replace('T', ' ');
    item.description = `${what} → ${run.connection} · ${run.written} of ${run.planned} rows · ${run.state}`;
    item.tooltip = `${run.run}: ${what} → ${run.connection}\n${when} UTC, ${run.state}\n${run.written} of ${run.planned} rows written`;
    item.iconPath = iconOf(run);
    item.contextValue = [run.resumable ? 'resumable' : 'ended', ...(run.written > 0 ? ['written'] : [])].join('.');
    item.command = { command: 'sfmap.showRun', title: 'Show Run', arguments: [run] };
    return item;
  }
}

function iconOf({ state, written, planned }: Run): vscode.ThemeIcon {
  switch (state) {
    case 'running':
      return new vscode.ThemeIcon('sync~spin');
    case 'interrupted':
    case 'stopped':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
    case 'cancelled':
      return new vscode.ThemeIcon('circle-slash');
    case 'finished':
      return written === planned
        ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
        : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  }
}
