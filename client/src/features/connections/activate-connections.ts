import * as vscode from 'vscode';
import type { ConnectionInfo, MappingDocument } from '../../../../server/src/engine/protocol.ts';
import { mappingOf, trustedWorkspace } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import { mappingFor, projectConnections } from '../../infrastructure/project-connections.ts';
import { sayInformation } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { addConnection } from './add/add-connection.ts';
import { ConnectionTests } from './connection-tests.ts';
import { ConnectionsView, type Row } from './connections-view.ts';
import { testConnection } from './test-connection.ts';

/** A connection that a command is about, and the mapping that it is for. */
interface Chosen {
  readonly connection: ConnectionInfo;
  readonly mapping: MappingDocument;
}

/** The view Connections, and the commands that add a connection, test it, sign in and out, and lock it against writing. */
export function activateConnections(services: Services): void {
  const { context, log, vault, locks, sandbox } = services;
  const tests = new ConnectionTests();
  const view = new ConnectionsView(services, tests);
  const refresh = () => view.refresh();
  const files = vscode.workspace.createFileSystemWatcher('**/sfmap.json');
  context.subscriptions.push(
    tests,
    files,
    vscode.window.createTreeView('sfmap.connections', { treeDataProvider: view }),
    vscode.window.registerFileDecorationProvider(view),
    tests.onDidChange(refresh),
    locks.onDidChange(refresh),
    sandbox.onDidChange(refresh),
    files.onDidChange(refresh),
    files.onDidCreate(refresh),
    files.onDidDelete(refresh),
    vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('sfmap.connections')) refresh();
    }),
  );
  registerCommand(context, log, 'sfmap.addConnection', async () => {
    if (await trustedWorkspace()) await addConnection(services, tests);
  });

  const about = (title: string, action: (chosen: Chosen) => Promise<unknown>) => async (row: unknown) => {
    const chosen = await choose(services, row as Row | undefined, title);
    if (chosen !== undefined) await action(chosen);
  };
  const test = ({ connection, mapping }: Chosen) => testConnection(services, tests, mapping, connection);
  registerCommand(context, log, 'sfmap.testConnection', about('Test Connection', test));
  const signIn = async (chosen: Chosen) => {
    await vault.forget(chosen.connection);
    await test(chosen);
  };
  registerCommand(context, log, 'sfmap.signIn', about('Sign In', signIn));
  const signOut = async ({ connection }: Chosen) => {
    const forgotten = await vault.forget(connection);
    tests.forget(connection);
    void sayInformation(signedOut(connection, forgotten));
  };
  registerCommand(context, log, 'sfmap.signOut', about('Sign Out', signOut));
  const lock = ({ connection }: Chosen) => locks.set(connection, true);
  registerCommand(context, log, 'sfmap.lockConnection', about('Lock Connection', lock));
  const unlock = ({ connection }: Chosen) => locks.set(connection, false);
  registerCommand(context, log, 'sfmap.unlockConnection', about('Unlock Connection', unlock));
  registerCommand(context, log, 'sfmap.refreshConnections', refresh);
  registerCommand(context, log, 'sfmap.openConnection', async (row) => {
    const listed = isConnection(row) ? row.listed : undefined;
    if (listed?.project !== undefined) await vscode.window.showTextDocument(listed.project);
    else if (listed !== undefined) {
      const revealSetting = { key: 'sfmap.connections', edit: true };
      await vscode.commands.executeCommand('workbench.action.openSettingsJson', { revealSetting });
    }
  });
}

const isConnection = (row: unknown): row is Row & { kind: 'connection' } =>
  (row as Row | undefined)?.kind === 'connection';

/** What is gone and what is not: the editor keeps a Microsoft account by itself. */
function signedOut({ name, account }: ConnectionInfo, forgotten: number): string {
  const said =
    forgotten === 0
      ? `Nothing was stored for ${name}.`
      : `Forgot ${forgotten} of the secrets of ${name}. They are asked for when they are needed next.`;
  return account === undefined
    ? said
    : `${said} Your Microsoft account belongs to the editor: sign it out under Accounts in the activity bar.`;
}

/** The connection of a row of the view; from the palette, the one that the user picks. */
async function choose(services: Services, row: Row | undefined, title: string): Promise<Chosen | undefined> {
  if (!(await trustedWorkspace())) return undefined;
  if (isConnection(row)) return { connection: row.listed.info, mapping: mappingFor(row.listed) };
  const { connections, engine } = services;
  const active = vscode.window.activeTextEditor?.document;
  if (active?.languageId === 'sfmap' && active.uri.scheme === 'file') {
    const mapping = mappingOf(active);
    const connection = await connections.choose(mapping, title);
    return connection === undefined ? undefined : { connection, mapping };
  }
  const listed = await projectConnections(engine);
  const connection = await connections.pick(
    listed.map(({ info }) => info),
    title,
  );
  const found = listed.find(({ info }) => info === connection);
  return found && { connection: found.info, mapping: found.mapping };
}
