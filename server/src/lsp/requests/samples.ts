import { DidChangeWatchedFilesNotification } from 'vscode-languageserver/node';
import { SAMPLE_PERSON } from '../protocol.ts';
import { samplePersonParams } from '../sample-person-params.ts';
import type { LanguageFeature } from '../session.ts';

/** Whose values are shown: files are watched, a person of the tenant comes by a message of our own. */
export const samplesFeature: LanguageFeature = {
  capabilities: () => ({}),

  listen(session) {
    const { connection, analyses, workspace } = session;
    connection.onNotification(
      SAMPLE_PERSON,
      session.heed((params: unknown) => {
        const { uri, person } = samplePersonParams(params);
        analyses.setPerson(uri, person);
      }),
    );
    connection.onInitialized(() => {
      if (session.editor.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
      session.request(
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*.{json,xml,edmx,sfmap}' }],
        }),
      );
    });
    connection.onDidChangeWatchedFiles(
      session.heed(() => {
        workspace.forget();
        analyses.refresh();
      }),
    );
  },
};
