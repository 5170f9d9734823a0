import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testCertificate } from '../support/test-certificate.ts';
import { assertionParts, assertionXml, requestAccessToken, signAssertion } from './support/saml-assertion.ts';
import { dig, list, parse, RunningSandbox } from './support/start-sandbox.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--oauth-certificate', testCertificate.certificateFile);
});
afterAll(() => sandbox.stop());

const words = [
  'personIdExternal',
  'emailNav/isPrimary',
  'employmentNav/jobInfoNav',
  'in',
  'eq',
  'and',
  'or',
  'not',
  'like',
  '(',
  ')',
  ',',
  "'100101'",
  "'",
  "''",
  'null',
  'true',
  '5L',
  "datetime'2024-01-01T00:00:00'",
  "datetimeoffset'x'",
  'tolower(',
  '%',
  '*',
  '__proto__',
  'constructor',
  '/',
  '\u0000',
  'é',
  '$',
];
const soup = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(' '));
const anyText = fc.oneof(soup, fc.string({ maxLength: 60 }));

describe('whatever is sent', () => {
  it('a filter, select, expand or page gets rows or a 400, never a failure of the sandbox', async () => {
    const option = fc.constantFrom('$filter', '$select', '$expand', '$top', '$skiptoken', 'customPageSize', 'asOfDate');
    await fc.assert(
      fc.asyncProperty(option, anyText, async (name, text) => {
        const response = await sandbox.sf('PerPerson', { $format: 'json', [name]: text });
        await response.text();
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 400 },
    );
  });

  it('so does a filter for Graph', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const response = await sandbox.graph(`users?$filter=${encodeURIComponent(text)}`);
        await response.text();
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 200 },
    );
  });

  it('a path gets an answer below 500', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const response = await sandbox.sf(`PerPerson(${encodeURIComponent(text)})`, { $format: 'json' });
        await response.text();
        expect(response.status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });

  it('an upsert of anything changes nothing that it reports as failed', async () => {
    const value = fc.jsonValue({ maxDepth: 2 });
    const record = fc.record(
      {
        __metadata: fc.oneof(fc.constant({ uri: "PerPhone(personIdExternal='100102',phoneType='10605')" }), value),
        phoneNumber: value,
        isPrimary: value,
        operation: fc.constantFrom(null, 'DELETE', 'X', 1),
      },
      { requiredKeys: ['__metadata'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.array(record, { maxLength: 3 }), value), async (body) => {
        await sandbox.control('/sandbox/reset', 'POST');
        const response = await sandbox.post(body);
        const text = await response.text();
        expect([200, 400]).toContain(response.status);
        if (!text.includes('"status":"OK"')) expect((await sandbox.state())['writeCount']).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('an assertion gets a token or a refusal in the shape of the endpoint', async () => {
    const good = signAssertion(assertionXml(assertionParts(sandbox.announcement.successFactors)));
    const mutated = fc
      .tuple(
        fc.nat(good.length),
        fc.nat(40),
        fc.oneof(
          fc.string({ maxLength: 20 }),
          fc.constantFrom('<', '</', '>', '"', '<!--', ']]>', '&x;', '<ds:Signature>'),
        ),
      )
      .map(([at, cut, text]) => good.slice(0, at) + text + good.slice(at + cut));
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, anyText), async (xml) => {
        const response = await requestAccessToken(sandbox.announcement.successFactors, xml);
        const body = parse(await response.text());
        if (response.status === 200) {
          // A change outside of what is signed: the sign-in is the same.
          const token = parse(Buffer.from(String(body['access_token']), 'base64').toString());
          expect(dig(token, 'tokenContent', 'sfPrincipal')).toBe('100001#DIV#SANDBOX');
          return;
        }
        expect([400, 401]).toContain(response.status);
        expect(body).toEqual({ errorHttpCode: String(response.status), errorMessage: expect.any(String) });
      }),
      { numRuns: 300 },
    );
  });

  it('a client assertion, a Basic header, a Bearer gets an answer below 500', async () => {
    const { clientId, tokenUrl } = sandbox.announcement.identity;
    await sandbox.control('/sandbox/identity-clients', 'POST', {
      clientId,
      certificate: testCertificate.certificate,
    });
    const part = fc.oneof(
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
      fc.string({ maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), anyText, async (parts, text) => {
        const form = new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: parts.join('.'),
        });
        expect((await fetch(tokenUrl, { method: 'POST', body: form })).status).toBeGreaterThan(399);
        const base64 = Buffer.from(text).toString('base64');
        for (const authorization of [
          `Basic ${base64}`,
          `Bearer ${base64}`,
          `Bearer ${parts.map(encodeURI).join('.')}`,
        ]) {
          const response = await sandbox.sf('PerPerson', { $top: '1' }, { headers: { authorization } });
          await response.text();
          expect([401, 403]).toContain(response.status);
          const token = await fetch(tokenUrl, {
            method: 'POST',
            headers: { authorization },
            body: new URLSearchParams({ grant_type: 'client_credentials' }),
          });
          expect(token.status).toBeLessThan(500);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('a sign-in to the directory gets an answer below 500, in its own shape', async () => {
    const { graph, clientId, tenant } = sandbox.announcement;
    const grant = fc.constantFrom('client_credentials', 'device_code', 'refresh_token', 'password', '');
    const jwt = fc
      .array(
        fc.oneof(
          fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
          fc
            .record({
              iss: fc.constant(clientId),
              sub: anyText,
              aud: fc.jsonValue(),
              exp: fc.double(),
              nbf: fc.double(),
            })
            .map((claims) => Buffer.from(JSON.stringify(claims)).toString('base64url')),
          fc
            .record({ alg: fc.constantFrom('RS256', 'PS256', 'none'), 'x5t#S256': fc.jsonValue(), x5t: fc.jsonValue() })
            .map((header) => Buffer.from(JSON.stringify(header)).toString('base64url')),
        ),
        { minLength: 2, maxLength: 3 },
      )
      .map((parts) => parts.join('.'));
    await fc.assert(
      fc.asyncProperty(grant, jwt, anyText, anyText, async (grantType, assertion, text, other) => {
        const form = new URLSearchParams({
          grant_type: grantType,
          client_id: clientId,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
          scope: text,
          device_code: other,
          refresh_token: other,
        });
        const refused = await fetch(`${graph}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: form });
        expect([400, 401]).toContain(refused.status);
        expect(parse(await refused.text())['error_description']).toMatch(/^AADSTS\d+: /);
        const body = new URLSearchParams({ client_id: clientId, scope: text, user_code: other, action: text });
        for (const path of [`${tenant}/oauth2/v2.0/devicecode`, 'devicelogin']) {
          expect((await fetch(`${graph}/${path}`, { method: 'POST', body })).status).toBeLessThan(500);
        }
        const asked = encodeURIComponent(text);
        for (const path of [`common/discovery/instance?authorization_endpoint=${asked}`, `devicelogin?otc=${asked}`]) {
          expect((await fetch(`${graph}/${path}`)).status).toBeLessThan(500);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('a batch gets 200 or 400, and a status for every request', async () => {
    const item = fc.record(
      {
        id: fc.oneof(fc.constantFrom('1', '2', '3'), fc.jsonValue()),
        method: fc.constantFrom('GET', 'PATCH', 'DELETE', 'nonsense'),
        url: fc.oneof(
          fc.constantFrom('/users', 'users/$count', '/users/delta', '/users/rita.okafor@contoso.example', '/$batch'),
          anyText,
        ),
        headers: fc.oneof(fc.constant({ 'Content-Type': 'application/json' }), fc.jsonValue()),
        body: fc.jsonValue(),
        dependsOn: fc.oneof(fc.constantFrom(['1'], ['2']), fc.jsonValue()),
      },
      { requiredKeys: ['id', 'method', 'url'] },
    );
    const anyBody = fc.oneof(
      { weight: 5, arbitrary: fc.array(item, { maxLength: 3 }).map((requests) => ({ requests })) },
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(anyBody, async (value) => {
        const response = await sandbox.graph('$batch', { method: 'POST', body: JSON.stringify(value) });
        const answer = parse(await response.text());
        expect([200, 400]).toContain(response.status);
        if (response.status === 400) return;
        expect(list(answer['responses']).map(({ status }) => Number(status) < 500)).not.toContain(false);
      }),
      { numRuns: 200 },
    );
  });

  it('a body for the control endpoint is taken or refused with a sentence', async () => {
    const paths = ['faults', 'settings', 'oauth-clients', 'identity-clients', 'entra', 'app-registrations'];
    const body = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({ clientId: fc.string(), certificate: fc.string(), user: fc.string() }, { requiredKeys: [] }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), body, async (path, value) => {
        const response = await sandbox.control(`/sandbox/${path}`, 'POST', JSON.stringify(value));
        const answer = parse(await response.text());
        expect([200, 400]).toContain(response.status);
        if (response.status === 400) expect(answer).toEqual({ error: expect.any(String) });
      }),
      { numRuns: 150 },
    );
  });
});
