import * as vscode from 'vscode';
import {
  PREVIEW_SYNC,
  type PreviewSyncParams,
  type PreviewSyncResult,
} from '../../../../server/src/engine/protocol.ts';
import { choosePeople, WORKERS } from '../../infrastructure/choose-people.ts';
import { mappingForRun, mappingOf, nameOf } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import type { Services } from '../../infrastructure/services.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';

const TITLE = 'Preview Sync';

/** `sfmap: Preview Sync`: what an inbound sync would do to the accounts of workers, beside the mapping. Writes nothing. */
export function activateSync(services: Services): void {
  const { context, log, connections, engine, documents } = services;
  registerCommand(context, log, 'sfmap.previewSync', async () => {
    const document = await mappingForRun();
    if (document === undefined) return;
    const connection = await connections.choose(mappingOf(document), TITLE);
    if (connection === undefined) return;
    const people = await choosePeople(connection, TITLE, WORKERS);
    if (people === undefined) return;
    const preview = await connections.run(mappingOf(document), connection, (target) =>
      withProgress(engine, `Comparing SuccessFactors with ${connection.name}`, (token) =>
        engine.request<PreviewSyncParams, PreviewSyncResult>(PREVIEW_SYNC, { ...target, ...people }, token),
      ),
    );
    if (preview === undefined) return;
    log.info(`${connection.name}: ${preview.summary}`);
    await documents.show(
      documents.uriOf(`${nameOf(document)} (sync to ${connection.name})`, document.uri),
      preview.text,
    );
    if (preview.failed > 0) {
      void vscode.window.showWarningMessage(`${preview.summary}. Whoever has an error stands first in the preview.`);
    }
  });
}
