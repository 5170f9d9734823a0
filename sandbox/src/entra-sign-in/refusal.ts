import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply, type Request } from '../http/reply.ts';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A sign-in that is refused. The message stands in `error_description`, behind its AADSTS number. */
export class SignInRefusal extends Error {
  readonly status: number;
  readonly error: string;
  /** Number of the AADSTS code, by "Microsoft Entra authentication & authorization error codes". */
  readonly code: number;
  readonly suberror: string | undefined;

  constructor(status: number, error: string, code: number, message: string, suberror?: string) {
    super(message);
    this.status = status;
    this.error = error;
    this.code = code;
    this.suberror = suberror;
  }
}

/** The JSON of a refusal, with the correlation id that the caller sent. */
export function refusalReply({ status, error, code, message, suberror }: SignInRefusal, request: Request): Reply {
  const trace = randomUUID();
  const sent = String(request.headers['client-request-id'] ?? '');
  const correlation = GUID.test(sent) ? sent : randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return jsonReply(
    status,
    {
      error,
      error_description: `AADSTS${code}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      ...(suberror === undefined ? {} : { suberror }),
    },
    { 'cache-control': 'no-store, no-cache', 'x-ms-request-id': trace, 'client-request-id': correlation },
  );
}
