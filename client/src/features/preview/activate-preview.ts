import * as vscode from 'vscode';
import { VALUES_CHANGED } from '../../../../server/src/lsp/protocol.ts';
import { currentMapping, mappingForRun, nameOf, setPreviewed } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import type { Services } from '../../infrastructure/services.ts';
import { chooseColumns } from './choose-columns.ts';
import { comparePreview } from './compare-preview.ts';
import { keptPreview } from './kept-preview.ts';
import type { KeptPerson } from './preview-messages.ts';
import { columnsOf, PreviewPanel } from './preview-panel.ts';

const VIEW = 'sfmap.preview';

/** `sfmap: Preview Mapping`: what the file yields for people, beside the editor, following each change. */
export function activatePreview(services: Services): void {
  const { context, client, log } = services;
  const previews = new Map<string, PreviewPanel>();

  const adopt = (panel: vscode.WebviewPanel, uri: vscode.Uri, people: readonly KeptPerson[]): PreviewPanel => {
    panel.title = `${nameOf({ uri })} (preview)`;
    const preview = new PreviewPanel(services, panel, uri, columnsOf(people));
    const key = uri.toString();
    previews.set(key, preview);
    const noteActive = () => setPreviewed(key, panel.active);
    panel.onDidChangeViewState(noteActive);
    panel.onDidDispose(() => {
      preview.dispose();
      previews.delete(key);
      setPreviewed(key, false);
    });
    noteActive();
    return preview;
  };

  const open = (document: vscode.TextDocument): PreviewPanel => {
    const known = previews.get(document.uri.toString());
    if (known !== undefined) {
      known.panel.reveal(undefined, true);
      return known;
    }
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel(VIEW, nameOf(document), place, { enableFindWidget: true });
    return adopt(panel, document.uri, [{ kind: 'shown' }]);
  };

  registerCommand(context, log, 'sfmap.previewMapping', () => {
    const document = currentMapping();
    if (document !== undefined) open(document);
  });
  registerCommand(context, log, 'sfmap.compareWithDirectory', async () => {
    const document = await mappingForRun();
    if (document !== undefined) await comparePreview(services, document, open(document));
  });
  registerCommand(context, log, 'sfmap.choosePreviewPeople', async () => {
    const document = currentMapping();
    if (document === undefined) return;
    const preview = open(document);
    const people = await chooseColumns(
      services,
      document,
      preview.people.map(({ from }) => from),
    );
    if (people === undefined) return;
    const known = new Map(preview.people.map((one) => [one.key, one]));
    preview.setPeople(columnsOf(people).map((one) => known.get(one.key) ?? one));
  });

  const followAll = () => {
    for (const preview of previews.values()) preview.follow();
  };
  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(VIEW, {
      async deserializeWebviewPanel(panel, state) {
        const kept = keptPreview(state);
        if (kept === undefined || previews.has(kept.uri)) panel.dispose();
        else adopt(panel, vscode.Uri.parse(kept.uri), kept.people);
      },
    }),
    vscode.workspace.onDidChangeTextDocument(({ document }) => previews.get(document.uri.toString())?.follow()),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const preview = previews.get(uri.toString());
      if (preview === undefined) return;
      preview.forgetServer();
      // Commands are about the mapping whose preview is in front: it stays open as long as that does. Where the file is
      // gone the preview says so when it follows.
      vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
    }),
    client.onDidChangeState(() => {
      if (!client.isRunning) return;
      for (const preview of previews.values()) preview.forgetServer();
      followAll();
    }),
    // A sample, sfmap.json or the person in the lines may have changed.
    client.onNotification(VALUES_CHANGED, followAll),
    {
      dispose: () => {
        for (const preview of previews.values()) preview.dispose();
      },
    },
  );
}
