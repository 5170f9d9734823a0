import type { LanguageFeature } from '../session.ts';

/** The folders that the editor has open, while it opens and closes some. */
export const workspaceFoldersFeature: LanguageFeature = {
  capabilities: ({ capabilities }) =>
    capabilities.workspace?.workspaceFolders === true
      ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }
      : {},

  listen(session) {
    const { connection, workspace } = session;
    session.onInitialized(() => {
      if (session.editor.capabilities.workspace?.workspaceFolders !== true) return;
      connection.workspace.onDidChangeWorkspaceFolders(
        session.heed(({ added, removed }) => {
          const gone = new Set(removed.map(({ uri }) => uri));
          const left = workspace.folders.filter((folder) => !gone.has(folder));
          workspace.setFolders([...new Set([...left, ...added.map(({ uri }) => uri)])]);
        }),
      );
    });
  },
};
