import { randomBytes, randomUUID } from 'node:crypto';
import { jsonReply, queryParameters, type Reply, type Request } from '../http/reply.ts';
import { wellKnown } from '../tenant/well-known.ts';

const LIFETIME_S = 3599;

/** The tokens that the sandbox has given out, with the time of their end in ms. */
export class Tokens {
  readonly #ends = new Map<string, number>();

  /** Whether an Authorization header carries a token that is ours and still good. */
  accepts(header: string | undefined, now: number): boolean {
    const token = /^Bearer\s+(\S+)\s*$/i.exec(header ?? '')?.[1];
    return token !== undefined && (this.#ends.get(token) ?? 0) > now;
  }

  /** Answers `POST /<tenant>/oauth2/v2.0/token` for the client credentials flow. */
  answer(request: Request, tenant: string, now: number): Reply {
    const form = queryParameters(request.body);
    if (tenant.toLowerCase() !== wellKnown.tenant) {
      return refuse(
        400,
        'invalid_request',
        90002,
        `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`,
      );
    }
    if (!form) return refuse(400, 'invalid_request', 900144, 'The request body is not encoded properly.');
    if (form.get('grant_type') !== 'client_credentials') {
      return refuse(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    }
    const client = form.get('client_id');
    if (client !== wellKnown.clientId) {
      return refuse(
        400,
        'unauthorized_client',
        700016,
        `Application with identifier '${client ?? ''}' was not found in the directory '${tenant}'.`,
      );
    }
    if (form.get('client_secret') !== wellKnown.clientSecret) {
      return refuse(
        401,
        'invalid_client',
        7000215,
        `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client}'.`,
      );
    }
    const scope = form.get('scope') ?? '';
    if (!scope.endsWith('/.default')) {
      return refuse(
        400,
        'invalid_scope',
        1002012,
        `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
      );
    }
    const token = randomBytes(32).toString('base64url');
    this.#ends.set(token, now + LIFETIME_S * 1000);
    return jsonReply(
      200,
      { token_type: 'Bearer', expires_in: LIFETIME_S, ext_expires_in: LIFETIME_S, access_token: token },
      { 'cache-control': 'no-store' },
    );
  }
}

function refuse(status: number, error: string, code: number, text: string): Reply {
  const trace = randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return jsonReply(status, {
    error,
    error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${trace} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: trace,
    correlation_id: trace,
  });
}
