import * as vscode from 'vscode';
import { type ListedConnection, projectConnections } from '../../infrastructure/project-connections.ts';
import type { Services } from '../../infrastructure/services.ts';
import { shownLine, shownText } from '../../infrastructure/shown-text.ts';
import type { Check, ConnectionTests } from './connection-tests.ts';

const PRODUCTION_SCHEME = 'sfmap-production';

/** A system that a connection leads to. */
interface System {
  readonly kind: 'system';
  readonly label: string;
  readonly description: string;
  /** The checks of the last test that were about it; undefined where it was not tested. */
  readonly checks: readonly Check[] | undefined;
}

/** What stands in the tree: a connection, a system that it leads to, or a check of its last test. */
export type Row =
  | { readonly kind: 'connection'; readonly listed: ListedConnection }
  | System
  | { readonly kind: 'check'; readonly check: Check };

/** The view Connections: where each leads, whether production, locked or not, and how its last test went. */
export class ConnectionsView implements vscode.TreeDataProvider<Row>, vscode.FileDecorationProvider {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly services: Services,
    private readonly tests: ConnectionTests,
  ) {}

  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (!vscode.workspace.isTrusted) return [];
    if (row === undefined) {
      const listed = await projectConnections(this.services.engine);
      return listed.map((one) => ({ kind: 'connection', listed: one }));
    }
    switch (row.kind) {
      case 'connection':
        return this.#systems(row.listed);
      case 'system':
        return (row.checks ?? []).map((check) => ({ kind: 'check', check }));
      case 'check':
        return [];
    }
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (row.kind === 'connection') return this.#connection(row.listed);
    if (row.kind === 'system') return systemItem(row);
    const { name, ok, message } = row.check;
    const item = new vscode.TreeItem(name.replace(/^[^:]+: /, ''));
    item.description = shownLine(message);
    item.tooltip = shownText(message);
    item.iconPath = ok ? PASSED : FAILED;
    return item;
  }

  /** Production is red wherever its name stands. */
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== PRODUCTION_SCHEME) return undefined;
    return new vscode.FileDecoration('P', 'Production', new vscode.ThemeColor('errorForeground'));
  }

  #connection(listed: ListedConnection): vscode.TreeItem {
    const { info, project } = listed;
    const { locks, sandbox } = this.services;
    const own = info.origin === 'built-in';
    const locked = locks.isLocked(info);
    const words = [
      own ? 'sandbox on this machine' : info.environment === 'production' ? 'PRODUCTION' : info.environment,
      ...(locked ? ['locked: read only'] : []),
      ...(own && sandbox.isRunning ? ['running'] : []),
      ...(info.origin === 'settings' ? ['from your settings'] : []),
    ];
    const item = new vscode.TreeItem(shownLine(info.name), vscode.TreeItemCollapsibleState.Collapsed);
    // A tree keeps what is open by id, and shows a row again under the same one.
    item.id = `${project?.toString() ?? info.origin}#${info.name}`;
    if (info.problem !== undefined) {
      item.description = 'cannot be used';
      item.tooltip = shownText(info.problem);
      item.iconPath = FAILED;
      item.contextValue = 'unusable';
      return item;
    }
    const { word, icon } = stateOf(this.tests.of(info), locked);
    item.description = [...words, word].join(' · ');
    const systems = this.#systems(listed).map(({ label, description }) => `${label}: ${description}`);
    item.tooltip = shownText(
      [
        `${info.name} (${info.environment})`,
        ...systems,
        ...(info.note ? [info.note] : []),
        ...(project ? [project.fsPath] : []),
      ].join('\n'),
    );
    item.iconPath = icon;
    item.contextValue = own
      ? sandbox.isRunning
        ? 'sandbox.running'
        : 'sandbox'
      : locked
        ? 'connection.locked'
        : 'connection.open';
    if (!own && info.environment === 'production') {
      item.resourceUri = vscode.Uri.from({ scheme: PRODUCTION_SCHEME, path: `/${encodeURIComponent(info.name)}` });
    }
    return item;
  }

  #systems({ info }: ListedConnection): System[] {
    const checks = this.tests.of(info);
    const system = (label: string, description: string): System => ({
      kind: 'system',
      label,
      description,
      checks: checks?.filter(({ name }) => name.startsWith(`${label}: `)),
    });
    const { successFactors, entraId } = info;
    const own = info.origin === 'built-in';
    const invented = 'invented people; it starts by itself';
    const { company, host, user } = successFactors;
    return [
      system('SuccessFactors', own ? invented : `${company} at ${host}, as ${user}`),
      ...(entraId.tenant === '' ? [] : [system('Entra ID', own ? invented : `${entraId.tenant} at ${entraId.graph}`)]),
    ];
  }
}

const PASSED = new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
const FAILED = new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));

function stateOf(checks: readonly Check[] | undefined, locked: boolean): { word: string; icon: vscode.ThemeIcon } {
  if (checks === undefined) return { word: 'not tested', icon: new vscode.ThemeIcon(locked ? 'lock' : 'plug') };
  const failed = checks.find(({ ok }) => !ok);
  return failed === undefined
    ? { word: `works: ${checks.length} checks`, icon: PASSED }
    : { word: `fails at ${failed.name}`, icon: FAILED };
}

function systemItem({ label, description, checks = [] }: System): vscode.TreeItem {
  const failed = checks.find(({ ok }) => !ok);
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, failed ? Expanded : checks.length > 0 ? Collapsed : None);
  item.description = shownLine(description);
  item.tooltip = shownText(failed?.message ?? description);
  item.iconPath = checks.length === 0 ? new vscode.ThemeIcon('server') : failed ? FAILED : PASSED;
  return item;
}
