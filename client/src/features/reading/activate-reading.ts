import * as vscode from 'vscode';
import { type OpenInPayloadParams, PAYLOAD_PLACE, type PayloadPlace } from '../../../../server/src/lsp/protocol.ts';
import { type Direction, directionOf } from '../../infrastructure/mapping-direction.ts';
import { currentMapping } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import { OPEN_PAGE } from '../../infrastructure/page-links.ts';
import { sayInformation } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { newMapping } from './new-mapping.ts';
import { attributeListUri, colourTexts, mappingTextUri, showText } from './server-texts.ts';

/**
 * The commands that show what the language server gives to read: all values, the query, the attribute list, reports of
 * tests, the payload. From the palette they are about the current mapping; lenses and hints say which one.
 */
export function activateReading({ context, log, client }: Services): void {
  context.subscriptions.push(colourTexts());

  // The texts come from the server: right after the start of the editor it may not be there yet.
  const show: typeof showText = async (uri, options) => {
    await client.start();
    await showText(uri, options);
  };

  registerCommand(context, log, 'sfmap.newMapping', () => newMapping(client));

  const showOf = async (kind: 'values' | 'query' | 'tests' | 'payload', mapping: unknown) => {
    // A lens gives an address, the title of an editor its file, the palette nothing.
    const given = typeof mapping === 'string' ? vscode.Uri.parse(mapping) : mapping;
    const uri = given instanceof vscode.Uri ? given : currentMapping()?.uri;
    if (uri !== undefined) await show(mappingTextUri(kind, uri), { keepFocus: kind === 'values' });
  };
  registerCommand(context, log, 'sfmap.showValues', (mapping) => showOf('values', mapping));
  registerCommand(context, log, 'sfmap.showQuery', (mapping) => showOf('query', mapping));
  registerCommand(context, log, 'sfmap.showPayload', (mapping) => showOf('payload', mapping));
  registerCommand(context, log, 'sfmap.runTest', (report) =>
    typeof report === 'string' ? show(vscode.Uri.parse(report), { keepFocus: true }) : showOf('tests', undefined),
  );

  registerCommand(context, log, 'sfmap.showAttributeList', async () => {
    const list = await chooseList(vscode.window.activeTextEditor?.document);
    if (list !== undefined) await show(attributeListUri(list), { keepFocus: false });
  });

  registerCommand(context, log, OPEN_PAGE, async (address) => {
    const uri = typeof address === 'string' ? vscode.Uri.parse(address) : undefined;
    if (uri?.scheme === 'sfmap') await show(uri, { keepFocus: false });
  });

  registerCommand(context, log, 'sfmap.openInPayload', async (params) => {
    const place = await client.sendRequest<PayloadPlace | null>(PAYLOAD_PLACE, params as OpenInPayloadParams);
    if (place === null) {
      void sayInformation('The payload does not hold this value any more.');
      return;
    }
    const selection = client.protocol2CodeConverter.asRange(place.range);
    await show(vscode.Uri.parse(place.uri), { keepFocus: false, selection });
  });
}

/** The list of the current mapping's direction; without a mapping the user says which one. */
async function chooseList(document: vscode.TextDocument | undefined): Promise<Direction | undefined> {
  if (document?.languageId === 'sfmap') return directionOf(document) ?? 'inbound';
  const choice = await vscode.window.showQuickPick(
    [
      { label: 'Inbound', description: 'from SuccessFactors to Entra ID', list: 'inbound' as const },
      { label: 'Writeback', description: 'from Entra ID to SuccessFactors', list: 'writeback' as const },
    ],
    { title: 'Show Attribute List', placeHolder: 'Which list?' },
  );
  return choice?.list;
}
