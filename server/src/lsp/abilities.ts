import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver/node';

/** What the editor said of itself in `initialize`. */
export interface EditorAbilities {
  readonly capabilities: ClientCapabilities;
  /** The commands that it has: a lens or a link with another one would do nothing there. */
  readonly commands: ReadonlySet<string>;
  /** The folders that are open, as addresses. */
  readonly folders: readonly string[];
  /** Whether it asks for diagnostics; to another one they are sent. */
  readonly pulls: boolean;
}

export const NO_ABILITIES: EditorAbilities = { capabilities: {}, commands: new Set(), folders: [], pulls: false };

/** Reads `initialize`: what is missing or of another form counts as not said. */
export function editorAbilities({
  capabilities,
  initializationOptions,
  workspaceFolders,
  rootUri,
}: InitializeParams): EditorAbilities {
  const { commands }: { commands?: unknown } = initializationOptions ?? {};
  const known = Array.isArray(commands) ? commands.filter((name) => typeof name === 'string') : [];
  const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
  return {
    capabilities,
    commands: new Set(known),
    folders,
    pulls: capabilities.textDocument?.diagnostic !== undefined,
  };
}
