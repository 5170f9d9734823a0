import { constants, createHash, createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { testCertificate } from '../../support/test-certificate.ts';
import { dig, type Json, parse, type RunningSandbox } from './start-sandbox.ts';

export const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT signed with a private key in PEM, by the algorithm that its header names. */
export function signedJwt(header: Json, claims: Json, privateKey: string): string {
  const text = `${part(header)}.${part(claims)}`;
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const key = { key: createPrivateKey(privateKey), ...(header['alg'] === 'PS256' ? pss : {}) };
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

/** The claims of a JWT, unchecked. */
export const claimsOf = (jwt: unknown): Json =>
  parse(Buffer.from(String(jwt).split('.')[1] ?? '', 'base64url').toString('utf8'));

/** An assertion as "application authentication certificate credentials" describes it, with changes. */
export function certificateAssertion(
  { announcement: { clientId, graph, tenant } }: RunningSandbox,
  claims: Json = {},
  { header = {}, pair = testCertificate }: { header?: Json; pair?: { certificate: string; privateKey: string } } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const thumbprint = createHash('sha256').update(new X509Certificate(pair.certificate).raw).digest('base64url');
  return signedJwt(
    { alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint, ...header },
    {
      aud: `${graph}/${tenant}/oauth2/v2.0/token`,
      iss: clientId,
      sub: clientId,
      jti: randomUUID(),
      nbf: now,
      exp: now + 300,
      ...claims,
    },
    pair.privateKey,
  );
}

/** A POST of a form to an endpoint of the login authority. */
export async function postForm(
  { announcement }: RunningSandbox,
  path: string,
  form: Record<string, string>,
): Promise<{ status: number; body: Json; headers: Headers }> {
  const response = await fetch(`${announcement.graph}/${path}`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: parse(await response.text()), headers: response.headers };
}

/** The parameters of an app's own sign-in with an assertion. */
export const assertionForm = (assertion: string): Record<string, string> => ({
  client_assertion_type: JWT_BEARER,
  client_assertion: assertion,
});

/** Status, `error` and the only code of a refusal. */
export const refusalOf = ({ status, body }: { status: number; body: Json }): [number, unknown, unknown] => [
  status,
  body['error'],
  dig(body, 'error_codes', 0),
];

/** An access token for an app by its secret. */
export async function tokenOf(sandbox: RunningSandbox, clientId: string, scope = GRAPH_SCOPE): Promise<string> {
  const { tenant, clientSecret } = sandbox.announcement;
  const { body } = await postForm(sandbox, `${tenant}/oauth2/v2.0/token`, {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope,
  });
  return String(body['access_token']);
}
