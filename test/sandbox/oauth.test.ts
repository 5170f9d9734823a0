import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { otherCertificate, testCertificate } from '../support/test-certificate.ts';
import {
  type AssertionParts,
  assertionParts,
  assertionXml,
  requestAccessToken,
  signAssertion,
} from './support/saml-assertion.ts';
import { dig, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
let origin: string;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--oauth-certificate', testCertificate.certificateFile);
  origin = sandbox.announcement.successFactors;
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
  await sandbox.control('/sandbox/tokens', 'DELETE');
});

const signed = (changes: Partial<AssertionParts> = {}) => signAssertion(assertionXml(assertionParts(origin, changes)));
const named = (nameId: string, attributes: Record<string, string> = {}) =>
  signed({ nameId, attributes: { api_key: 'sandbox-api-key', ...attributes } });

async function tokenFor(xml = signed()): Promise<string> {
  return String(parse(await (await requestAccessToken(origin, xml)).text())['access_token']);
}
const read = (token: string) =>
  fetch(`${origin}/odata/v2/PerPerson?$top=1&$format=json`, { headers: { authorization: `Bearer ${token}` } });
async function refusal(response: Response): Promise<[number, unknown]> {
  return [response.status, dig(parse(await response.text()), 'error', 'code')];
}

const UNSIGNED =
  'Unable to verify the signature of the SAML assertion. Please ensure that the assertion has a signature and the key pairs match the client ID';
const failed = (why: string) => `Unable to authenticate the client (Login failed - ${why})`;

describe('an access token', () => {
  it('is given for a signed assertion, lives a day, and opens OData', async () => {
    const response = await requestAccessToken(origin, signed());
    const body = parse(await response.text());
    expect(response.status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 86_400 });
    const content = parse(Buffer.from(String(body['access_token']), 'base64').toString());
    expect(dig(content, 'tokenContent')).toMatchObject({
      apiKey: 'sandbox-api-key',
      sfPrincipal: '100001#DIV#SANDBOX',
    });
    expect((await read(String(body['access_token']))).status).toBe(200);
  });

  it('is the same one until it expires, and expires_in falls', async () => {
    const first = parse(await (await requestAccessToken(origin, signed())).text());
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const second = parse(await (await requestAccessToken(origin, signed())).text());
    expect(second['access_token']).toBe(first['access_token']);
    expect(Number(second['expires_in'])).toBeLessThan(Number(first['expires_in']));
    await sandbox.control('/sandbox/tokens', 'DELETE');
    expect(await tokenFor()).not.toBe(first['access_token']);
  });

  it('is refused with LGN0022 once it has expired, by time or by the control endpoint', async () => {
    const token = await tokenFor();
    await sandbox.control('/sandbox/tokens', 'DELETE');
    expect(await refusal(await read(token))).toEqual([403, 'LGN0022']);
    await sandbox.control('/sandbox/settings', 'POST', { tokenLifeSeconds: 0.2 });
    const brief = await tokenFor();
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await refusal(await read(brief))).toEqual([403, 'LGN0022']);
  });

  it.each([
    ['a token that nobody gave', 'Bearer bm9ib2R5', 'LGN0007'],
    ['a broken token', (token: string) => `Bearer ${token.slice(0, -8)}`, 'LGN0007'],
    ['no token at all', 'Bearer', 'LGN0005'],
    ['another scheme', 'Digest abc', 'LGN0005'],
  ])('%s is refused', async (_, header, code) => {
    const authorization = typeof header === 'string' ? header : header(await tokenFor());
    const response = await fetch(`${origin}/odata/v2/PerPerson?$format=json`, { headers: { authorization } });
    expect(await refusal(response)).toEqual([403, code]);
  });

  it('is told to be good or not by /oauth/validate', async () => {
    const token = await tokenFor();
    const validate = (value: string) =>
      fetch(`${origin}/oauth/validate`, { headers: { authorization: `Bearer ${value}` } });
    expect((await validate(token)).status).toBe(200);
    expect((await validate('bm9ib2R5')).status).toBe(401);
    await sandbox.control('/sandbox/tokens', 'DELETE');
    expect((await validate(token)).status).toBe(401);
  });

  it('opens a session like any other sign-in', async () => {
    await read(await tokenFor());
    const { signIns, signInCount } = await sandbox.state();
    expect([signInCount, list(signIns)[0]]).toEqual([1, expect.objectContaining({ user: 'sfapi', kind: 'oauth' })]);
  });
});

describe('NameID', () => {
  it.each([
    ['a userId', '100001', {}, true],
    ['a username', 'sfapi', { use_username: 'true' }, true],
    ['a username without use_username', 'sfapi', {}, false],
    ['a userId with use_username', '100001', { use_username: 'true' }, false],
    ['an e-mail', 'sfapi@contoso.example', { use_email: 'true' }, true],
    ['an e-mail without use_email', 'sfapi@contoso.example', {}, false],
    ['a userId that looks like an e-mail', 'mail-shaped@contoso.example', { use_email: 'true' }, true],
    ['the same without use_email', 'mail-shaped@contoso.example', {}, false],
    ['nobody', 'nobody', {}, false],
    ['nothing', '', { use_username: 'true' }, false],
  ])('%s', async (_, nameId, attributes, good) => {
    const response = await requestAccessToken(origin, named(nameId, attributes as Record<string, string>));
    const body = parse(await response.text());
    if (good) expect(body['token_type']).toBe('Bearer');
    else expect(body).toEqual({ errorHttpCode: '401', errorMessage: failed('invalid user') });
    expect(response.status).toBe(good ? 200 : 401);
  });

  it('of a locked user gets no token', async () => {
    const response = await requestAccessToken(origin, named('100008'));
    expect([response.status, await response.text()]).toEqual([401, expect.stringContaining('account locked')]);
  });
});

describe('an assertion is refused', () => {
  const past = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const plain = (changes: Partial<AssertionParts> = {}) => assertionXml(assertionParts(origin, changes));
  /** A signed assertion moved into another document, whose own assertion names somebody else. */
  function wrapped(place: (evil: string, good: string) => string): string {
    const good = signed({ nameId: '100004' }).replace(/^<\?xml[^>]*\?>/, '');
    const evil = plain({ nameId: '100001' }).replace(/^<\?xml[^>]*\?>/, '');
    return place(evil, good);
  }

  it.each<[string, () => string, string]>([
    ['without a signature', () => plain(), UNSIGNED],
    ['signed by another key', () => signAssertion(plain(), { privateKey: otherCertificate.privateKey }), UNSIGNED],
    ['signed by another key whose certificate it carries', () => signAssertion(plain(), otherCertificate), UNSIGNED],
    ['signed twice', () => signAssertion(signed()), UNSIGNED],
    [
      'whose signature covers a part of it as well',
      () =>
        signAssertion(plain({ id: '_x' }).replace('<saml2:Conditions', '<saml2:Conditions Id="c"'), {
          also: 'Conditions',
        }),
      UNSIGNED,
    ],
    ['tampered with after signing', () => signed({ nameId: '100004' }).replace('>100004<', '>100001<'), UNSIGNED],
    ['with an attribute changed', () => signed().replace('sandbox-api-key', 'sandbox-api-kez'), UNSIGNED],
    [
      'signed with SHA-1',
      () => signAssertion(plain(), { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
      UNSIGNED,
    ],
    [
      'with a SHA-1 digest',
      () => signAssertion(plain(), { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
      UNSIGNED,
    ],
    ['signed in part', () => signAssertion(plain(), { element: 'Conditions' }), UNSIGNED],
    ['that is no XML', () => 'assertion', UNSIGNED],
    ['with a document type', () => signed().replace('?>', '?><!DOCTYPE x [<!ENTITY e "x">]>'), UNSIGNED],
    [
      'of another namespace',
      () => signAssertion(plain().replace('SAML:2.0:assertion', 'SAML:1.0:assertion')),
      UNSIGNED,
    ],
    [
      'that wraps a signed one',
      () => wrapped((evil, good) => evil.replace('</saml2:Assertion>', `${good}</saml2:Assertion>`)),
      UNSIGNED,
    ],
    [
      'with the signed one inside of its signature',
      () =>
        wrapped((evil, good) => {
          const [signature = ''] = /<Signature[\s\S]*<\/Signature>/.exec(good) ?? [];
          const holder = signature.replace(
            '</Signature>',
            `<Object>${good.replace(signature, '')}</Object></Signature>`,
          );
          return evil.replace('</saml2:Issuer>', `</saml2:Issuer>${holder}`);
        }),
      UNSIGNED,
    ],
    [
      'with the ID of a signed one',
      () =>
        wrapped((evil, good) => {
          const id = /ID="([^"]+)"/.exec(good)?.[1] ?? '';
          return evil.replace(/ID="[^"]+"/, `ID="${id}"`).replace('</saml2:Assertion>', `${good}</saml2:Assertion>`);
        }),
      UNSIGNED,
    ],
    ['beside a signed one', () => wrapped((evil, good) => `<root>${evil}${good}</root>`), UNSIGNED],
    ['that has expired', () => signed({ notBefore: past(20), notOnOrAfter: past(1) }), failed('assertion has expired')],
    ['that is not yet valid', () => signed({ notBefore: past(-5) }), failed('assertion is not yet valid')],
    ['without times', () => signed({ notBefore: '', notOnOrAfter: '' }), failed('assertion is not yet valid')],
    ['for another audience', () => signed({ audience: 'www.elsewhere.example' }), failed('invalid audience')],
    [
      'for another recipient',
      () => signed({ recipient: 'https://api4.contoso.example/oauth/token' }),
      failed('invalid recipient'),
    ],
    ['without api_key', () => signed({ attributes: {} }), failed('invalid api_key')],
    ['with the api_key of another client', () => signed({ attributes: { api_key: 'x' } }), failed('invalid api_key')],
  ])('%s', async (_, xml, message) => {
    const response = await requestAccessToken(origin, xml());
    expect(response.status).toBe(401);
    expect(parse(await response.text())).toEqual({ errorHttpCode: '401', errorMessage: message });
  });

  it('and a comment inside of NameID changes nobody', async () => {
    const xml = signed({ nameId: '100001' }).replace('>100001<', '>100<!-- -->001<');
    const token = parse(Buffer.from(await tokenFor(xml), 'base64').toString());
    expect(dig(token, 'tokenContent', 'sfPrincipal')).toBe('100001#DIV#SANDBOX');
  });
});

describe('the token endpoint', () => {
  it('takes a signature whose prefix is declared around it', async () => {
    const xml = signAssertion(
      assertionXml(assertionParts(origin)).replace(' ID=', ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ID='),
      { prefix: 'ds' },
    );
    const inherited = xml.replace('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">', '<ds:Signature>');
    expect(inherited).not.toBe(xml);
    expect((await requestAccessToken(origin, inherited)).status).toBe(200);
  });

  it.each([
    [{ company_id: 'sandbox' }, 401, failed('invalid company')],
    [{ client_id: 'nobody' }, 401, failed('invalid client')],
    [{ grant_type: 'client_credentials' }, 400, 'The grant_type is not supported'],
    [{ assertion: '' }, 400, 'The parameter assertion is missing'],
    [{ assertion: 'not base64!' }, 401, UNSIGNED],
  ])('refuses %j', async (changes, status, message) => {
    const response = await requestAccessToken(origin, signed(), changes as Record<string, string>);
    expect(response.status).toBe(status);
    expect(parse(await response.text())).toEqual({ errorHttpCode: String(status), errorMessage: message });
  });

  it('takes standard base64 without line breaks only', async () => {
    const base64 = Buffer.from(signed({ nameId: '100001' })).toString('base64');
    expect((await requestAccessToken(origin, '', { assertion: base64 })).status).toBe(200);
    for (const assertion of [base64.replace(/.{76}/g, '$&\r\n'), `${base64}-_`]) {
      expect((await requestAccessToken(origin, '', { assertion })).status).toBe(401);
    }
  });

  it('takes POST of a form only', async () => {
    expect((await fetch(`${origin}/oauth/token`)).status).toBe(405);
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await fetch(`${origin}/oauth/token`, json)).status).toBe(400);
  });

  it('knows a client that the control endpoint registered, from PEM or from its bare body', async () => {
    const bare = testCertificate.certificate.replace(/[\s\S]*-----BEGIN CERTIFICATE-----|-----END[\s\S]*$/g, '');
    for (const [clientId, certificate] of [
      ['key-from-pem', testCertificate.certificate],
      ['key-from-body', bare],
    ] as const) {
      const registered = await sandbox.control('/sandbox/oauth-clients', 'POST', { clientId, certificate });
      expect(registered.status).toBe(200);
      const xml = signed({ attributes: { api_key: clientId } });
      expect((await requestAccessToken(origin, xml, { client_id: clientId })).status).toBe(200);
    }
  });

  it.each([
    [{ clientId: 'x' }, /"certificate" must be a text/],
    [{ clientId: 'x', certificate: 'nonsense!' }, /no X\.509 certificate/],
    [{ clientId: 'x', certificate: 'AAAA' }, /cannot be read/],
    [{ clientId: '', certificate: testCertificate.certificate }, /"clientId" must be a text/],
    [{ clientId: 'x', certificate: 'AAAA', key: 'y' }, /no field "key"/],
  ])('registers nothing from %j', async (body, message) => {
    const response = await sandbox.control('/sandbox/oauth-clients', 'POST', body);
    expect([response.status, parse(await response.text())['error']]).toEqual([400, expect.stringMatching(message)]);
  });
});
