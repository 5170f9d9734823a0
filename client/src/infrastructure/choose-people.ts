import * as vscode from 'vscode';
import type { ConnectionInfo } from '../../../server/src/engine/protocol.ts';

/** Whom a run is for: chosen people, or everybody in scope (`people` absent). */
export interface People {
  readonly people?: readonly string[];
}

/** How people are named where they are chosen. */
interface Wording {
  readonly chosen: string;
  readonly everybody: string;
  readonly prompt: string;
}

export const ENTRA_USERS: Wording = {
  chosen: 'by employee id or userPrincipalName',
  everybody: 'reads every Entra user that the scope takes in',
  prompt: 'Employee ids or userPrincipalNames, with commas or blanks between them.',
};

export const WORKERS: Wording = {
  chosen: 'by personIdExternal',
  everybody: 'reads every worker of SuccessFactors, as a full sync does',
  prompt: 'Values of personIdExternal, with commas or blanks between them.',
};

/** Asks whom a run is for. Undefined when the user leaves. */
export async function choosePeople(
  connection: ConnectionInfo,
  title: string,
  wording: Wording,
): Promise<People | undefined> {
  const chosen = { label: 'Chosen people…', description: wording.chosen };
  const everybody = { label: 'Everybody in scope', description: wording.everybody };
  const picked = await vscode.window.showQuickPick([chosen, everybody], {
    title: `${title} · ${connection.name} (${connection.environment})`,
    placeHolder: 'For whom?',
  });
  if (picked === undefined) return undefined;
  if (picked === everybody) return {};
  return askForPeople(connection, title, wording);
}

/** Asks for people by name. Undefined when the user leaves. */
export async function askForPeople(
  connection: ConnectionInfo,
  title: string,
  wording: Wording,
): Promise<{ readonly people: readonly string[] } | undefined> {
  const text = await vscode.window.showInputBox({
    title: `${title} · ${connection.name} (${connection.environment})`,
    prompt: wording.prompt,
    placeHolder: '100101, 100102',
    ignoreFocusOut: true,
    validateInput: (value) => (splitPeople(value).length === 0 ? 'Name one person at least.' : undefined),
  });
  return text === undefined ? undefined : { people: splitPeople(text) };
}

function splitPeople(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
}
