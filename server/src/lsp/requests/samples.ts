import { SAMPLE_PERSON, VALUES_CHANGED } from '../protocol.ts';
import { DidChangeWatchedFilesNotification } from '../protocol-names.ts';
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
        // What is kept of a person is kept for a document, and goes with it.
        if (session.documents.get(uri) === undefined) throw new Error('sfmap/samplePerson is about an open mapping.');
        analyses.setPerson(uri, person);
      }),
    );
    session.onInitialized(() => {
      if (!session.editor.watches) return;
      session.request(
        connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*.{json,xml,edmx,sfmap}' }],
        }),
      );
    });
    connection.onDidChangeWatchedFiles(
      session.heed(({ changes }) => {
        workspace.forget();
        session.givenFiles.forget();
        session.previewPeople.forget();
        // The text of an open mapping comes from the editor; what it is evaluated with may have changed.
        if (!changes.some(({ uri }) => !uri.endsWith('.sfmap'))) return;
        analyses.refresh();
        if (session.previewPeople.watched) void connection.sendNotification(VALUES_CHANGED);
      }),
    );
  },
};
