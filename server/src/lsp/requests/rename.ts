import type {
  TextDocumentChangeRegistrationOptions,
  TextDocumentRegistrationOptions,
} from 'vscode-languageserver/node';
import { prepareRename, rename } from '../../features/rename.ts';
import { toRange } from '../convert.ts';
import {
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  TextDocumentSyncKind,
} from '../protocol-names.ts';
import { renameElsewhere } from '../rename-elsewhere.ts';
import { type LanguageFeature, refused, type Session } from '../session.ts';
import { workspaceEdit } from '../workspace-edit.ts';

const PROJECT_FILES: TextDocumentRegistrationOptions = {
  documentSelector: [{ scheme: 'file', pattern: '**/sfmap.json' }],
};

function followProjectFiles(session: Session): void {
  const { client } = session.connection;
  const change: TextDocumentChangeRegistrationOptions = {
    ...PROJECT_FILES,
    syncKind: TextDocumentSyncKind.Incremental,
  };
  session.request(client.register(DidOpenTextDocumentNotification.type, PROJECT_FILES));
  session.request(client.register(DidChangeTextDocumentNotification.type, change));
  session.request(client.register(DidCloseTextDocumentNotification.type, PROJECT_FILES));
}

/** Gives a name another name wherever it stands; a parameter in sfmap.json and in the mappings beside it too. */
export const renameFeature: LanguageFeature = {
  capabilities: ({ capabilities }) => ({
    renameProvider: capabilities.textDocument?.rename?.prepareSupport === true ? { prepareProvider: true } : true,
  }),

  listen(session) {
    // A parameter is renamed in sfmap.json too: as it stands in the editor, saved or not.
    session.onInitialized(() => {
      if (session.editor.capabilities.textDocument?.synchronization?.dynamicRegistration === true)
        followProjectFiles(session);
    });
    session.connection.onPrepareRename(
      session.answerOpen(null, ({ document, analysis }, { position }) => {
        const found = prepareRename(analysis, document.offsetAt(position));
        if ('refused' in found) throw refused(found.refused);
        return { range: toRange(document, found), placeholder: found.symbol.name };
      }),
    );
    session.connection.onRenameRequest(
      session.answerOpen(null, async ({ document, analysis }, { position, newName }, token) => {
        const found = rename(analysis, document.offsetAt(position), newName);
        if ('refused' in found) throw refused(found.refused);
        const here = { document, version: document.version, edits: found.edits };
        const others = await renameElsewhere(session, document.uri, found.symbol, newName, token);
        return workspaceEdit(session.editor, [here], others, {
          label: `The parameter ${found.symbol.name} is shared`,
          description: 'sfmap.json gives its value by name to every mapping beside or below it.',
        });
      }),
    );
  },
};
