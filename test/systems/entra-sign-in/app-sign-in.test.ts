import { constants, createVerify, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SfmapError } from '../../../server/src/core/errors.ts';
import { type AppProof, appSignIn } from '../../../server/src/systems/entra/sign-in/app-sign-in.ts';
import { clientCertificate } from '../../../server/src/systems/entra/sign-in/client-certificate.ts';
import type { TokenPlace } from '../../../server/src/systems/entra/sign-in/token-sign-in.ts';
import { createHttp, defaultLimits } from '../../../server/src/systems/http.ts';
import { testCertificate } from '../../support/test-certificate.ts';
import { aadsts, FakeEntra, json, token } from '../support/fake-entra.ts';

const scope = 'https://graph.microsoft.com/.default';
const clientId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const secret = 'a-secret-that-nobody-may-see';
let entra: FakeEntra;

beforeEach(async () => {
  entra = await FakeEntra.start();
});
afterEach(() => {
  entra.stop();
  delete process.env['MSAL_FORCE_REGION'];
});

const open = (proof: AppProof, now = Date.now, limits = defaultLimits, place?: TokenPlace) =>
  appSignIn(
    { origin: entra.origin, tenant: 'contoso.example', clientId },
    scope,
    proof,
    createHttp({ system: 'The sign-in of Entra ID', limits, pause: async () => undefined }),
    now,
    place,
  );

async function problem(work: Promise<unknown>): Promise<SfmapError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SfmapError) return error;
  throw new Error(`no SfmapError: ${String(error)}`);
}

describe('an app signs in', () => {
  test('with a secret, at the v2.0 endpoint of its tenant, and nothing else is asked', async () => {
    const given = token();
    entra.answer = (_asked, response) =>
      json(response, { access_token: given, token_type: 'Bearer', expires_in: 3599 });
    expect(await open({ secret }).authorization()).toBe(`Bearer ${given}`);
    expect(entra.asked).toHaveLength(1);
    const [{ method, path, form } = expect.fail('nothing was asked')] = entra.asked;
    expect(`${method} ${path.replace(/\?.*/, '')}`).toBe('POST /contoso.example/oauth2/v2.0/token');
    expect(path).not.toContain(secret);
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      scope,
    });
  });

  test('with a certificate, by an assertion that its public key verifies', async () => {
    const { certificate, privateKey } = testCertificate;
    const pair = clientCertificate({ text: privateKey, name: 'key' }, { text: certificate, name: 'file' }, Date.now());
    await open({ certificate: async () => pair }).authorization();
    const form = entra.asked[0]?.form;
    expect(form?.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect(form?.has('client_secret')).toBe(false);
    const [header = '', payload = '', signature = ''] = form?.get('client_assertion')?.split('.') ?? [];
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
    const x509 = new X509Certificate(certificate);
    expect(read(header)).toMatchObject({
      alg: 'PS256',
      'x5t#S256': Buffer.from(x509.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
    });
    expect(read(payload)).toMatchObject({
      iss: clientId,
      sub: clientId,
      aud: `https://${entra.host}/contoso.example/oauth2/v2.0/token`,
    });
    const key = { key: x509.publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const verified = createVerify('RSA-SHA256').update(`${header}.${payload}`).verify(key, signature, 'base64url');
    expect(verified).toBe(true);
  });

  test('with a federated token, which is read anew each time', async () => {
    let read = 0;
    const federated = async () => {
      read += 1;
      return `federated.token.${read}`;
    };
    const signIn = open({ federated });
    signIn.forget(await signIn.authorization());
    await signIn.authorization();
    expect(entra.asked.map(({ form }) => form.get('client_assertion'))).toEqual([
      'federated.token.1',
      'federated.token.2',
    ]);
  });

  test('a proof that cannot be read is told as it is', async () => {
    const federated = () => Promise.reject(new SfmapError('SFM-FEDERATED-TOKEN', 'No token.', 'Write it.', 2));
    expect((await problem(open({ federated }).authorization())).code).toBe('SFM-FEDERATED-TOKEN');
    expect(entra.asked).toEqual([]);
  });

  test('a region that the environment wants changes nothing about where the secret goes', async () => {
    process.env['MSAL_FORCE_REGION'] = 'westeurope';
    await open({ secret }).authorization();
    expect(entra.asked.map(({ path }) => path.replace(/\?.*/, ''))).toEqual(['/contoso.example/oauth2/v2.0/token']);
  });
});

describe('a token', () => {
  test('is asked for once, however many need it, and kept until shortly before it ends', async () => {
    let now = Date.now();
    const signIn = open({ secret }, () => now);
    const first = await Promise.all([1, 2, 3].map(() => signIn.authorization()));
    expect(new Set(first).size).toBe(1);
    now += 3_500_000;
    expect(await signIn.authorization()).toBe(first[0]);
    expect(entra.asked).toHaveLength(1);
    now += 60_000;
    expect(await signIn.authorization()).not.toBe(first[0]);
    expect(entra.asked).toHaveLength(2);
  });

  test('that Graph refuses is asked for anew once, also when several requests tell of it', async () => {
    const signIn = open({ secret });
    const used = await signIn.authorization();
    signIn.forget(used);
    const next = await signIn.authorization();
    signIn.forget(used);
    expect(await signIn.authorization()).toBe(next);
    expect(entra.asked).toHaveLength(2);
  });

  test('is not asked for again once Entra ID has refused', async () => {
    entra.answer = (_asked, response) => json(response, aadsts(7000215), 401);
    const signIn = open({ secret });
    const [one, two] = [await problem(signIn.authorization()), await problem(signIn.authorization())];
    expect(one.code).toBe('AADSTS7000215');
    expect(two).toBe(one);
    expect(entra.asked).toHaveLength(1);
  });

  test('is asked for again after trouble that passes', async () => {
    entra.answer = (_asked, response, count) =>
      count === 1
        ? json(response, aadsts(90033, 'temporarily_unavailable'), 400)
        : json(response, { access_token: token(), token_type: 'Bearer', expires_in: 3599 });
    const signIn = open({ secret });
    expect((await problem(signIn.authorization())).refused).toBe('busy');
    expect(await signIn.authorization()).toMatch(/^Bearer /);
  });

  test('is asked for once by all who keep it at one place, and who is cancelled ends nobody else', async () => {
    let release: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    entra.answer = (_asked, response) =>
      void gate.then(() => json(response, { access_token: token(), token_type: 'Bearer', expires_in: 3599 }));
    const place = {};
    const [one, two] = [
      open({ secret }, Date.now, defaultLimits, place),
      open({ secret }, Date.now, defaultLimits, place),
    ];
    const controller = new AbortController();
    const first = problem(one.authorization(controller.signal));
    const second = two.authorization();
    await expect.poll(() => entra.asked.length).toBe(1);
    controller.abort();
    expect((await first).code).toBe('SFM-CANCELLED');
    release?.();
    const given = await second;
    expect(await one.authorization()).toBe(given);
    expect(entra.asked).toHaveLength(2);
  });

  test('is given up when the run is cancelled', async () => {
    entra.answer = () => undefined;
    expect((await problem(open({ secret }).authorization(AbortSignal.timeout(50)))).code).toBe('SFM-CANCELLED');
  });
});

describe('whatever the endpoint answers, it is one sentence without a secret or an account', () => {
  const given = { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 3599 };
  test.each<readonly [name: string, body: unknown, status: number, headers: Record<string, string>, code: string]>([
    ['a web page', '<html>Sign in</html>', 200, { 'content-type': 'text/html' }, 'SFM-HTTP-HTML'],
    ['a web page of a proxy', '<html>Blocked</html>', 403, { 'content-type': 'text/html' }, 'SFM-HTTP-HTML'],
    ['another address', '', 302, { location: 'https://attacker.example/' }, 'SFM-HTTP-REDIRECT'],
    ['no JSON', 'token=1', 200, {}, 'SFM-HTTP-JSON'],
    ['a list', [1], 200, {}, 'SFM-HTTP-JSON'],
    ['no token', {}, 200, {}, 'SFM-HTTP-SHAPE'],
    [
      'a token that would break a header',
      { ...given, access_token: 'a\r\nhost: attacker.example' },
      200,
      {},
      'SFM-HTTP-SHAPE',
    ],
    ['another kind of token', { ...given, token_type: 'mac' }, 200, {}, 'SFM-HTTP-SHAPE'],
    ['a token without an end', { ...given, expires_in: 'never' }, 200, {}, 'SFM-HTTP-SHAPE'],
    ['an error without a reason', { message: 'no' }, 400, {}, 'SFM-HTTP-SHAPE'],
    ['maintenance', '', 503, {}, 'SFM-HTTP-503'],
    ['trouble', '<html>', 502, {}, 'SFM-HTTP-502'],
    ['a wait that is too long', aadsts(90055), 429, { 'retry-after': '900' }, 'SFM-HTTP-BUSY'],
    ['a code that nobody documents', aadsts(99999), 400, {}, 'AADSTS99999'],
    ['an OAuth error alone', { error: 'invalid_request' }, 400, {}, 'invalid_request'],
    ['our own code', { error: 'SFM-CANCELLED' }, 400, {}, 'no reason given'],
  ])('%s', async (_name, body, status, headers, code) => {
    entra.answer = (_asked, response) => json(response, body, status, headers);
    const error = await problem(open({ secret }).authorization());
    expect(error.code).toBe(code);
    expect(error.exit).toBe(3);
    expect(error.sentence).not.toMatch(/rita|geheim|Trace/);
    expect(error.sentence).not.toContain(secret);
    expect(error.sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('any JSON, with any status', async () => {
    const word = fc.constantFrom(
      'error',
      'error_codes',
      'error_description',
      'access_token',
      'token_type',
      'expires_in',
    );
    const body = fc.oneof(fc.jsonValue(), fc.dictionary(word, fc.jsonValue()), fc.string());
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom(200, 201, 400, 401, 403, 404, 500), async (answer, status) => {
        entra.answer = (_asked, response) => json(response, answer, status);
        const error = await problem(open({ secret }).authorization());
        expect(error.exit).toBe(3);
        expect(error.sentence).not.toContain(secret);
      }),
      { numRuns: 60 },
    );
  });

  test('more than an answer may hold', async () => {
    entra.answer = (_asked, response) => json(response, 'x'.repeat(300_000));
    const limits = { ...defaultLimits, answerBytes: 100_000 };
    expect((await problem(open({ secret }, Date.now, limits).authorization())).code).toBe('SFM-NET-SIZE');
  });
});
