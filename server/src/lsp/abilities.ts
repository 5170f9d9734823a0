import type { ClientCapabilities, InitializeParams } from 'vscode-languageserver/node';
import { DiagnosticTag } from './protocol-names.ts';

/** What the editor said of itself in `initialize`. */
export interface EditorAbilities {
  readonly capabilities: ClientCapabilities;
  /** The commands that it has: a lens or a link with another one would do nothing there. */
  readonly commands: ReadonlySet<string>;
  /** The folders that are open, as addresses. */
  readonly folders: readonly string[];
  /** Whether it asks for diagnostics; to another one they are sent. */
  readonly pulls: boolean;
  /** What of a diagnostic it can show. */
  readonly diagnostics: {
    /** Greyed-out text. */
    readonly tags: boolean;
    /** Other places that it is about. */
    readonly places: boolean;
    /** A link behind the code to a page that this server gives. */
    readonly pages: boolean;
  };
  /** Whether it tells when files change: then nothing is looked for between two of its messages. */
  readonly watches: boolean;
}

export const NO_ABILITIES: EditorAbilities = {
  capabilities: {},
  commands: new Set(),
  folders: [],
  pulls: false,
  diagnostics: { tags: false, places: false, pages: false },
  watches: false,
};

/** Reads `initialize`: what is missing or of another form counts as not said. */
export function editorAbilities(params: InitializeParams): EditorAbilities {
  const capabilities: ClientCapabilities = params.capabilities ?? {};
  const { commands }: { commands?: unknown } = params.initializationOptions ?? {};
  const known = Array.isArray(commands) ? commands.filter((name) => typeof name === 'string') : [];
  const { textDocument, workspace } = capabilities;
  // One of the two ways to get diagnostics says what else it can show; an editor that pulls may say it in either.
  const shown = [textDocument?.diagnostic, textDocument?.publishDiagnostics];
  return {
    capabilities,
    commands: new Set(known),
    folders: foldersOf(params),
    pulls: textDocument?.diagnostic !== undefined,
    diagnostics: {
      tags: shown.some((way) => way?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary) === true),
      places: shown.some((way) => way?.relatedInformation === true),
      pages: shown.some((way) => way?.codeDescriptionSupport === true) && workspace?.textDocumentContent !== undefined,
    },
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  };
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (!Array.isArray(workspaceFolders)) return typeof rootUri === 'string' ? [rootUri] : [];
  return workspaceFolders.flatMap((folder) => (typeof folder?.uri === 'string' ? [folder.uri] : []));
}
