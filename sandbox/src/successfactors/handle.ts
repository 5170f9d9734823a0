import { answerBatch } from '../batch/batch.ts';
import { queryParameters, type Reply, type Request } from '../http/reply.ts';
import type { IdentityClient } from '../identity/identity-clients.ts';
import { giveIdentityToken, IDENTITY_ROOT } from '../identity/token-endpoint.ts';
import { errorReply, ODataError } from '../odata/odata-error.ts';
import type { ReadContext } from '../odata/read.ts';
import { StateFailure } from '../store/state-failure.ts';
import { TooManyRecords } from '../upsert/record.ts';
import type { UpsertContext } from '../upsert/upsert.ts';
import type { ApiUser } from './api-users.ts';
import { answerOData, ODATA_ROOT } from './odata.ts';
import { type Session, sessionHeaders } from './sessions.ts';
import type { SignedIn, SignIn } from './sign-in.ts';
import { giveToken, type TokenContext, validateToken } from './token-endpoint.ts';

/** What a tenant answers from. */
export interface SuccessFactors {
  readonly signIn: SignIn;
  readonly identityClients: ReadonlyMap<string, IdentityClient>;
  /** Clock reading in ms. */
  readonly now: number;
  readonly opened: (signedIn: SignedIn) => void;
  readonly reading: (user: ApiUser, session: Session) => ReadContext;
  readonly writing: (user: ApiUser) => UpsertContext;
}

/** JSON is what the caller gets when it says so; SuccessFactors' own default is Atom XML. */
function wantsJson(request: Request): boolean {
  const format = queryParameters(request.rawQuery)?.get('$format');
  if (format !== undefined) return format.toLowerCase() === 'json';
  return /application\/json/i.test(request.headers.accept ?? '');
}

/** Answers a request to the SuccessFactors side of the tenant: tokens, sign-in, OData, errors. */
export function handleSuccessFactors(tenant: SuccessFactors, request: Request): Reply {
  const { signIn, identityClients, now } = tenant;
  switch (request.path) {
    case '/oauth/token':
      return giveToken(tokenContext(tenant), request);
    case '/oauth/validate':
      return validateToken(tokenContext(tenant), request);
    case `${IDENTITY_ROOT}/oauth2/token`:
      return giveIdentityToken({ clients: identityClients, tokens: signIn.identityTokens, now }, request);
    default:
      return odata(tenant, request);
  }
}

const tokenContext = ({ signIn, now }: SuccessFactors): TokenContext => ({
  tokens: signIn.tokens,
  passwords: signIn.passwords,
  clients: signIn.clients,
  tokenLifeSeconds: signIn.settings.tokenLifeSeconds,
  now,
});

function odata(tenant: SuccessFactors, request: Request): Reply {
  const json = wantsJson(request);
  const signedIn = tenant.signIn.judge(request.headers.authorization, tenant.now);
  if ('code' in signedIn) return errorReply(signedIn, json, { 'x-sf-error-code': signedIn.code });
  const { user } = signedIn;
  const known = tenant.signIn.sessions.find(request.headers.cookie, user.user);
  const session = known ?? tenant.signIn.sessions.open(user.user);
  if (!known) tenant.opened(signedIn);
  const reply = answered(tenant, user, session, request);
  if (!known) return { ...reply, headers: { ...reply.headers, ...sessionHeaders(session) } };
  // Clients of other makes ask for the token by this value before they write.
  const asked = /^fetch$/i.test(String(request.headers['x-csrf-token']));
  return asked ? { ...reply, headers: { ...reply.headers, 'x-csrf-token': session.csrfToken } } : reply;
}

function answered(tenant: SuccessFactors, user: ApiUser, session: Session, request: Request): Reply {
  const one = (inner: Request, writing: UpsertContext): Reply =>
    orRefusal(inner, () => answerOData(user, tenant.reading(user, session), writing, inner, wantsJson(inner)));
  const writing = tenant.writing(user);
  const refuse = (error: ODataError, asked: Request) => errorReply(error, wantsJson(asked));
  try {
    if (request.path !== `${ODATA_ROOT}/$batch` || request.method !== 'POST') return one(request, writing);
    return orRefusal(request, () => answerBatch({ request, root: ODATA_ROOT, writing, answer: one, refuse }));
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    console.error(error.message);
    return refuse(new ODataError(500, 'COE_GENERAL_SERVER_FAILURE', `[COE0019]${error.message}`), request);
  }
}

/** Answers a request, or says why it is refused. */
function orRefusal(request: Request, answer: () => Reply): Reply {
  try {
    const { path } = request;
    if (path === ODATA_ROOT || path.startsWith(`${ODATA_ROOT}/`)) return answer();
    throw new ODataError(404, 'LGN0001', '[LGN0001]Invalid endpoint');
  } catch (error) {
    if (error instanceof ODataError || error instanceof TooManyRecords) return errorReply(error, wantsJson(request));
    throw error;
  }
}
