import * as vscode from 'vscode';
import type { ConnectionInfo, MappingDocument } from '../../../../server/src/engine/protocol.ts';
import { mappingForRun, mappingOf } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import { mappingFor } from '../../infrastructure/project-connections.ts';
import type { Services } from '../../infrastructure/services.ts';
import { ConnectionTests } from './connection-tests.ts';
import { ConnectionsView, type Row } from './connections-view.ts';
import { testConnection } from './test-connection.ts';

/** A connection that a command is about, and the mapping that it is for. */
interface Chosen {
  readonly connection: ConnectionInfo;
  readonly mapping: MappingDocument;
}

/** The view Connections, and the commands that test a connection, forget its secrets and lock it against writing. */
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
  );

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
  const forget = async ({ connection }: Chosen) => {
    const forgotten = await vault.forget(connection);
    tests.forget(connection);
    void vscode.window.showInformationMessage(
      forgotten === 0
        ? `Nothing was stored for ${connection.name}.`
        : `Forgot ${forgotten} of the secrets of ${connection.name}. They are asked for when they are needed next.`,
    );
  };
  registerCommand(context, log, 'sfmap.forgetPasswords', about('Forget Passwords', forget));
  const lock = ({ connection }: Chosen) => locks.set(connection, true);
  registerCommand(context, log, 'sfmap.lockConnection', about('Lock Connection', lock));
  const unlock = ({ connection }: Chosen) => locks.set(connection, false);
  registerCommand(context, log, 'sfmap.unlockConnection', about('Unlock Connection', unlock));
  registerCommand(context, log, 'sfmap.refreshConnections', refresh);
  registerCommand(context, log, 'sfmap.openConnection', async (row) => {
    const project =
      (row as Row | undefined)?.kind === 'connection'
        ? (row as Row & { kind: 'connection' }).listed.project
        : undefined;
    if (project !== undefined) await vscode.window.showTextDocument(project);
  });
}

/** The connection of a row of the view; from the palette, the one that the user picks. */
async function choose({ connections }: Services, row: Row | undefined, title: string): Promise<Chosen | undefined> {
  if (row?.kind === 'connection') return { connection: row.listed.info, mapping: mappingFor(row.listed) };
  const document = await mappingForRun();
  if (document === undefined) return undefined;
  const mapping = mappingOf(document);
  const connection = await connections.choose(mapping, title);
  return connection === undefined ? undefined : { connection, mapping };
}
