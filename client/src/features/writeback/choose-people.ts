import * as vscode from 'vscode';
import type { ConnectionInfo } from '../../../../server/src/engine/protocol.ts';

/** Whom a writeback is for: chosen people, or everybody in scope (`people` absent). Undefined when the user leaves. */
export interface People {
  readonly people?: readonly string[];
}

/** Asks whom the writeback is for. */
export async function choosePeople(connection: ConnectionInfo, title: string): Promise<People | undefined> {
  const chosen = { label: 'Chosen people…', description: 'by employee id or userPrincipalName' };
  const everybody = { label: 'Everybody in scope', description: 'reads every Entra user that the scope takes in' };
  const picked = await vscode.window.showQuickPick([chosen, everybody], {
    title: `${title} · ${connection.name} (${connection.environment})`,
    placeHolder: 'For whom?',
  });
  if (picked === undefined) return undefined;
  if (picked === everybody) return {};
  const text = await vscode.window.showInputBox({
    title: `${title} · ${connection.name} (${connection.environment})`,
    prompt: 'Employee ids or userPrincipalNames, with commas or blanks between them.',
    placeHolder: '100101, 100102',
    ignoreFocusOut: true,
    validateInput: (value) => (splitPeople(value).length === 0 ? 'Name one person at least.' : undefined),
  });
  return text === undefined ? undefined : { people: splitPeople(text) };
}

function splitPeople(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
}
