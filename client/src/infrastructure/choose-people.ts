import * as vscode from 'vscode';
import type { ConnectionInfo } from '../../../server/src/engine/protocol.ts';
import { pickAmong } from './pick.ts';

/** Whom a run is for: chosen people, who has `changed`, or everybody in scope (both absent). */
export interface People {
  readonly people?: readonly string[];
  readonly changed?: boolean;
}

const WHO_CHANGED = 'Changed since the last time';

/** How people are named where they are chosen. */
interface Wording {
  readonly chosen: string;
  readonly everybody: string;
  /** Absent where a run cannot be over those alone. */
  readonly changed?: string;
  readonly prompt: string;
}

export const ENTRA_USERS: Wording = {
  chosen: 'by employee id or userPrincipalName',
  everybody: 'reads every Entra user that the scope takes in',
  changed: 'reads whom Entra ID has changed since the last such run; everybody the first time',
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
  const changed = wording.changed === undefined ? [] : [{ label: WHO_CHANGED, description: wording.changed }];
  const picked = await pickAmong([chosen, everybody, ...changed], {
    title: `${title} · ${connection.name} (${connection.environment})`,
    placeHolder: 'For whom?',
  });
  if (picked === undefined) return undefined;
  if (picked === everybody) return {};
  if (picked.label === WHO_CHANGED) return { changed: true };
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
