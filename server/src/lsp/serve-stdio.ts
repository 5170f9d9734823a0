import { createConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serve } from './server.ts';

/** Serves an editor over standard input and output, until the editor ends the connection. */
export function serveStdio(): void {
  const reader = new StreamMessageReader(process.stdin);
  serve(createConnection(ProposedFeatures.all, reader, new StreamMessageWriter(process.stdout)));
}
