import * as vscode from 'vscode';
import { RUNS, type RunsParams, type RunsResult } from '../../../../server/src/engine/protocol.ts';
import { complaintOf } from '../../infrastructure/engine-error.ts';
import type { EngineProcess } from '../../infrastructure/engine-process.ts';
import { shownLine, shownText } from '../../infrastructure/shown-text.ts';

export type Run = RunsResult[number];

/** A line below a run: what it came to, or why rows were not written. */
interface Fact {
  readonly words: string;
  readonly icon: string;
}
type Row = Run | Fact;

const isRun = (row: Row): row is Run => 'run' in row;

/** The view Runs: what was written from this machine, the newest first, and whether something of it is left. */
export class RunsView implements vscode.TreeDataProvider<Row> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly engine: EngineProcess) {}

  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (!vscode.workspace.isTrusted) return [];
    if (row !== undefined) return isRun(row) ? factsOf(row) : [];
    try {
      return [...(await this.list())];
    } catch (error) {
      // An empty view would say that there are no runs.
      return [{ words: complaintOf(error).sentence, icon: 'error' }];
    }
  }

  list(): Promise<RunsResult> {
    return this.engine.request<RunsParams, RunsResult>(RUNS, {});
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (isRun(row)) return runItem(row);
    const item = new vscode.TreeItem(shownLine(row.words));
    item.iconPath = new vscode.ThemeIcon(row.icon);
    return item;
  }
}

function factsOf({ started, people, planned, written, causes, state }: Run): Fact[] {
  return [
    { words: `${started.slice(0, 16).replace('T', ' ')} UTC, ${state}`, icon: 'calendar' },
    { words: people, icon: 'person' },
    { words: `${written} of ${planned} rows written`, icon: 'list-flat' },
    ...causes.map(({ cause, count }) => ({ words: `${count} ${cause}`, icon: 'error' })),
  ];
}

/** What a run was about: `writeback.sfmap`, `undo of birch-27`. */
export function describeRun({ mapping, undoes, connection, written, planned, state }: Run): string {
  const what = undoes === undefined ? mapping : `undo of ${undoes}`;
  return `${what} → ${connection} · ${written} of ${planned} rows · ${state}`;
}

function runItem(run: Run): vscode.TreeItem {
  const item = new vscode.TreeItem(run.run, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = run.run;
  item.description = shownLine(describeRun(run));
  item.tooltip = shownText([`${run.run}: ${describeRun(run)}`, ...factsOf(run).map(({ words }) => words)].join('\n'));
  item.iconPath = iconOf(run);
  item.contextValue = [continues(run), ...(run.written > 0 ? ['written'] : [])].join('.');
  item.command = { command: 'sfmap.showRun', title: 'Show Run', arguments: [run] };
  return item;
}

/** A run that came to its end goes on with what failed; one that broke off with what is left. */
function continues({ resumable, state }: Run): 'retryable' | 'resumable' | 'ended' {
  if (!resumable) return 'ended';
  return state === 'finished' ? 'retryable' : 'resumable';
}

function iconOf({ state, open }: Run): vscode.ThemeIcon {
  switch (state) {
    case 'running':
      return new vscode.ThemeIcon('sync~spin');
    case 'interrupted':
    case 'stopped':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
    case 'cancelled':
      return new vscode.ThemeIcon('circle-slash');
    case 'finished':
      return open === 0
        ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
        : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  }
}
