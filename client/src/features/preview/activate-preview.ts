import * as vscode from 'vscode';
import {
  PREVIEW_MAPPING,
  type PreviewMappingParams,
  type PreviewMappingResult,
} from '../../../../server/src/lsp/protocol.ts';
import { currentMapping, nameOf } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import type { Services } from '../../infrastructure/services.ts';

/** Typing settles for this long before the preview follows. */
const SETTLE_MS = 150;

/** `sfmap: Preview Mapping`: what the file yields for its sample person, beside the editor, following each change. */
export function activatePreview(services: Services): void {
  const { context, client, documents, log } = services;
  const timers = new Map<string, NodeJS.Timeout>();

  const textFor = async (document: vscode.TextDocument): Promise<string> => {
    const params: PreviewMappingParams = { uri: document.uri.toString() };
    return (await client.sendRequest<PreviewMappingResult>(PREVIEW_MAPPING, params)).text;
  };

  const follow = (document: vscode.TextDocument): void => {
    const uri = previewOf(services, document);
    if (!documents.isOpen(uri)) return;
    clearTimeout(timers.get(uri.toString()));
    const refresh = () => {
      timers.delete(uri.toString());
      textFor(document).then(
        (text) => documents.update(uri, text),
        (error: unknown) => log.warn(`The preview could not follow: ${error instanceof Error ? error.message : error}`),
      );
    };
    timers.set(uri.toString(), setTimeout(refresh, SETTLE_MS));
  };

  registerCommand(context, log, 'sfmap.previewMapping', async () => {
    const document = currentMapping();
    if (document === undefined) return;
    await documents.show(previewOf(services, document), await textFor(document));
    // The server may still be reading the sample of a file that has just been opened.
    follow(document);
  });

  const mappings = () => vscode.workspace.textDocuments.filter((document) => document.languageId === 'sfmap');
  context.subscriptions.push(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === 'sfmap') follow(document);
    }),
    // A sample or sfmap.json may have changed.
    vscode.workspace.onDidSaveTextDocument(() => mappings().forEach(follow)),
    services.sampleChanged.event((uri) =>
      mappings()
        .filter((document) => document.uri.toString() === uri.toString())
        .forEach(follow),
    ),
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
}

function previewOf({ documents }: Services, document: vscode.TextDocument): vscode.Uri {
  return documents.uriOf(`${nameOf(document)} (preview)`, document.uri);
}
