import * as vscode from 'vscode';
import type { UserConnections } from '../../../server/src/engine/protocol.ts';

/** The connections of the user's settings. A workspace cannot give any: the setting belongs to the application. */
export function userConnections(): UserConnections {
  const settings: unknown = vscode.workspace.getConfiguration('sfmap').get('connections', {});
  return typeof settings === 'object' && settings !== null ? { ...(settings as UserConnections) } : {};
}

/** Adds a connection to the user's settings. */
export async function addUserConnection(name: string, connection: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('sfmap')
    .update('connections', { ...userConnections(), [name]: connection }, vscode.ConfigurationTarget.Global);
}
