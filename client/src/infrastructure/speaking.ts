/**
 * The libraries by which the extension speaks to the language server and to the engine, in a file of their own
 * (`dist/speaking.cjs`): they are most of the extension's code, and are read when it is active already.
 */
export { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
export { LanguageClient, TransportKind } from 'vscode-languageclient/node';
