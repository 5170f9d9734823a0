import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from '../http/reply.ts';

/** An error as Microsoft Graph answers it. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const badQuery = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

/** The JSON envelope of a Graph error. */
export function graphErrorReply(
  { status, code, message }: { status: number; code: string; message: string },
  headers: Record<string, string> = {},
): Reply {
  const id = randomUUID();
  const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id };
  return jsonReply(status, { error: { code, message, innerError } }, { 'request-id': id, ...headers });
}
