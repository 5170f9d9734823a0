import * as vscode from 'vscode';
import type { DeviceCodeParams } from '../../../server/src/engine/protocol.ts';
import { sayInformation } from './say.ts';

/** Shows the code by which a person signs in to Entra ID, and leads to the page that asks for it. */
export async function showDeviceCode({ page, code, seconds }: DeviceCodeParams): Promise<void> {
  const open = 'Copy Code and Open Page';
  const minutes = Math.round(seconds / 60);
  const choice = await sayInformation(
    `Sign in to Entra ID: enter the code ${code} on ${page}. It is good for ${minutes} minutes.`,
    open,
  );
  if (choice !== open) return;
  await vscode.env.clipboard.writeText(code);
  const uri = vscode.Uri.parse(page);
  if (uri.scheme === 'https' || uri.scheme === 'http') await vscode.env.openExternal(uri);
}
