import * as vscode from 'vscode';
import { NEW_MAPPING, type NewMappingParams, type NewMappingResult } from '../../../../server/src/lsp/protocol.ts';
import type { MappingServer } from '../../infrastructure/language-client.ts';
import { shownLine } from '../../infrastructure/shown-text.ts';

const TITLE = 'New Mapping';

const PAIRS = [
  {
    label: 'Workers to Entra ID',
    description: 'SuccessFactors -> EntraID',
    detail: 'Creates and updates cloud accounts of the people in Employee Central',
    pair: 'SuccessFactors->EntraID',
    file: 'inbound.sfmap',
  },
  {
    label: 'Workers to Active Directory',
    description: 'SuccessFactors -> ActiveDirectory',
    detail: 'Creates and updates accounts of the people in Employee Central in a domain',
    pair: 'SuccessFactors->ActiveDirectory',
    file: 'inbound-ad.sfmap',
  },
  {
    label: 'Writeback to SuccessFactors',
    description: 'EntraID -> SuccessFactors',
    detail: 'Writes e-mail addresses, phone numbers and user attributes back to Employee Central',
    pair: 'EntraID->SuccessFactors',
    file: 'writeback.sfmap',
  },
];

/**
 * `sfmap: New Mapping`: a file with the attribute mappings that the portal creates for a pair of systems, in the folder
 * that is open; without one a text that is not saved yet.
 */
export async function newMapping(client: MappingServer): Promise<void> {
  const chosen = await vscode.window.showQuickPick(PAIRS, { title: TITLE, placeHolder: 'From where to where?' });
  if (chosen === undefined) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = folder === undefined ? undefined : await askForFile(folder, chosen.file);
  if (folder !== undefined && uri === undefined) return;
  await client.start();
  const params: NewMappingParams = { pair: chosen.pair };
  const { text } = await client.sendRequest<NewMappingResult>(NEW_MAPPING, params);
  if (uri === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: 'sfmap', content: text });
    await vscode.window.showTextDocument(document);
    return;
  }
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(uri, { preview: false });
}

/** Where the mapping is written: no file that is there is ever replaced. */
async function askForFile(folder: vscode.Uri, suggested: string): Promise<vscode.Uri | undefined> {
  const place = (name: string) => vscode.Uri.joinPath(folder, name.trim());
  const name = await vscode.window.showInputBox({
    title: TITLE,
    prompt: 'Name of the file, in the folder that is open.',
    value: await freeName(folder, suggested),
    ignoreFocusOut: true,
    validateInput: async (text) => {
      if (!/^[^\\/:*?"<>|\p{Cc}]+\.sfmap$/u.test(text.trim()))
        return 'Give a name that ends in .sfmap, without folders.';
      return (await exists(place(text))) ? shownLine(`${text.trim()} is there already.`) : undefined;
    },
  });
  return name === undefined ? undefined : place(name);
}

async function freeName(folder: vscode.Uri, suggested: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? suggested : suggested.replace('.sfmap', `-${number}.sfmap`);
    if (!(await exists(vscode.Uri.joinPath(folder, name)))) return name;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
