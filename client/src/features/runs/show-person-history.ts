import * as vscode from 'vscode';
import { PERSON_LOG, type PersonLogParams, type PersonLogResult } from '../../../../server/src/engine/protocol.ts';
import type { Services } from '../../infrastructure/services.ts';

/** `sfmap: Show Person History`: what happened to somebody in every run of this machine. */
export async function showPersonHistory({ engine, documents }: Services): Promise<void> {
  const person = await vscode.window.showInputBox({
    title: 'Show Person History',
    prompt: 'Whom did runs write for? Employee id or user principal name.',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Give an employee id or a user principal name.' : undefined),
  });
  if (person === undefined) return;
  const params: PersonLogParams = { person: person.trim() };
  const { text } = await engine.request<PersonLogParams, PersonLogResult>(PERSON_LOG, params);
  const about = vscode.Uri.from({ scheme: 'sfmap-run', path: `/${encodeURIComponent(person.trim())}` });
  await documents.show(documents.uriOf(`${person.trim()} (history)`, about), text);
}
