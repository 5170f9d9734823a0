import type {
  CancellationToken,
  Connection,
  Diagnostic as LspDiagnostic,
  ServerCapabilities,
  TextDocumentIdentifier,
  TextDocuments,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../core/analysis/analyse.ts';
import type { EditorAbilities } from './abilities.ts';
import type { ClosedMappings } from './closed-mappings.ts';
import type { Analyses } from './documents.ts';
import { GivenFiles } from './given-files.ts';
import { PreviewPeople } from './preview-people.ts';
import { ErrorCodes, LSPErrorCodes, ResponseError } from './protocol-names.ts';
import { parameterProblem } from './sound-parameters.ts';
import type { WorkspaceMappings } from './workspace-mappings.ts';

/** A mapping that the editor has open, and what is known of the text that it holds now. */
export interface OpenMapping {
  readonly document: TextDocument;
  readonly analysis: Analysis;
}

/** A language feature as the protocol sees it: what it promises in `initialize`, and the requests that it answers. */
export interface LanguageFeature {
  /** What stands in the answer to `initialize`; `workspace` of several features is put together. */
  capabilities(editor: EditorAbilities): ServerCapabilities;
  /** Registers its handlers. The editor's abilities are known only when the first request comes. */
  listen(session: Session): void;
}

/** `R` is what the protocol gives beside the parameters: reporters of progress and of parts of the result. */
type Handle<P, A, R extends unknown[]> = (
  params: P,
  token: CancellationToken,
  ...rest: R
) => Answer<A> | Promise<Answer<A>>;
type Answer<A> = A | ResponseError<never>;

/** What the features of one connection share. */
export class Session {
  readonly #changed: (() => void)[] = [];
  readonly #initialized: (() => void)[] = [];
  /** The files that tests name. */
  readonly givenFiles = new GivenFiles(() => this.editor.watches);
  /** Who stands in the previews of open mappings. */
  readonly previewPeople = new PreviewPeople(() => this.editor.watches);
  #ended = false;

  constructor(
    readonly connection: Connection,
    readonly documents: TextDocuments<TextDocument>,
    /** Each sfmap.json that the editor has open, where it tells of them. */
    readonly projectFiles: TextDocuments<TextDocument>,
    readonly analyses: Analyses,
    readonly workspace: WorkspaceMappings,
    readonly closed: ClosedMappings<LspDiagnostic>,
    private readonly abilities: () => EditorAbilities,
  ) {}

  get editor(): EditorAbilities {
    return this.abilities();
  }

  log(message: string): void {
    this.connection.console.error(message);
  }

  /** Calls back when the editor may be asked things: a connection itself keeps one listener alone. */
  onInitialized(listener: () => void): void {
    this.#initialized.push(listener);
  }

  initialized(): void {
    for (const listener of this.#initialized) listener();
  }

  /** The editor has said that it goes: what it asks from now on is refused. */
  end(): void {
    this.#ended = true;
  }

  /** Calls back when values or findings may have changed without a change of the text: a sample, sfmap.json, a person. */
  onSurroundingsChanged(listener: () => void): void {
    this.#changed.push(listener);
  }

  surroundingsChanged(): void {
    for (const listener of this.#changed) listener();
  }

  /** Sends a request that the editor may refuse without harm, such as a refresh. */
  request(asked: Promise<unknown>): void {
    asked.catch((error: unknown) => this.log(`The editor refused a request: ${String(error)}`));
  }

  /**
   * The one wrapper around every request: a request that was cancelled is given up, an error becomes a log entry and
   * the harmless answer. Handlers that take long ask the token between two pieces of work.
   */
  answer<P, A, R extends unknown[] = []>(
    harmless: A,
    handle: Handle<P, A, R>,
  ): (params: P, token: CancellationToken, ...rest: R) => Promise<Answer<A>> {
    return async (params, token, ...rest) => {
      if (this.#ended) return afterShutdown();
      if (token.isCancellationRequested) return cancelled();
      try {
        const answer = await handle(params, token, ...rest);
        return token.isCancellationRequested ? cancelled() : answer;
      } catch (error) {
        if (error instanceof ResponseError) return error as ResponseError<never>;
        if (token.isCancellationRequested) return cancelled();
        this.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return harmless;
      }
    };
  }

  /** The same for a request about one open document; one that is not open, or no longer, gets the harmless answer. */
  answerOpen<P extends { readonly textDocument: TextDocumentIdentifier }, A>(
    harmless: A,
    handle: (mapping: OpenMapping, params: P, token: CancellationToken) => Answer<A> | Promise<Answer<A>>,
  ): (params: P, token: CancellationToken) => Promise<Answer<A>> {
    return this.answer(harmless, (params: P, token) => {
      const problem = parameterProblem(params);
      if (problem !== undefined) {
        this.log(problem);
        return harmless;
      }
      const mapping = this.open(params.textDocument.uri);
      return mapping === undefined ? harmless : handle(mapping, params, token);
    });
  }

  /** A notification's handler: an error in it becomes a log entry. */
  heed<P>(handle: (params: P) => void): (params: P) => void {
    return (params) => {
      try {
        handle(params);
      } catch (error) {
        this.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    };
  }

  /** An open mapping by its address. */
  open(uri: string): OpenMapping | undefined {
    const document = this.documents.get(uri);
    return document === undefined ? undefined : { document, analysis: this.analyses.of(document) };
  }
}

/** The answer to a request that nobody waits for any more. */
export function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

function afterShutdown(): ResponseError<never> {
  return new ResponseError<never>(ErrorCodes.InvalidRequest, 'The server was shut down.');
}

/** The answer to a request that cannot be done as asked; the editor shows the sentence. */
export function refused(sentence: string): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestFailed, sentence);
}

/** The answer to parameters that do not have the form that lsp/protocol.ts gives them. */
export function badParameters(sentence: string): ResponseError<never> {
  return new ResponseError<never>(ErrorCodes.InvalidParams, sentence);
}
