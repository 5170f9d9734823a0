import { generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { SfmapError } from '../../../server/src/core/errors.ts';
import { createHttp, defaultLimits } from '../../../server/src/systems/http.ts';
import { BasicSignIn } from '../../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { oidcSignIn } from '../../../server/src/systems/successfactors/sign-in/oidc-sign-in.ts';
import { samlSignIn } from '../../../server/src/systems/successfactors/sign-in/saml-sign-in.ts';
import type { SignIn } from '../../../server/src/systems/successfactors/sign-in/sign-in.ts';
import { SuccessFactorsClient } from '../../../server/src/systems/successfactors/successfactors-client.ts';
import { type Got, json, SmallServer } from './small-server.ts';

const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const servers: SmallServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
});

const http = createHttp({ system: 'SuccessFactors', limits: { ...defaultLimits, answerMs: 3000 } });
let clock = Date.parse('2026-11-21T10:00:00Z');
const now = () => clock;

/** A tenant: what its token endpoint gives at each request, and what OData answers to an authorization. */
async function tenant(
  token: (response: ServerResponse, count: number) => void,
  data: (response: ServerResponse, request: Got) => void = (response) => json(response, { d: { results: [] } }),
) {
  let tokens = 0;
  const server = await new SmallServer((request, response) => {
    if (!request.url.endsWith('/token')) return data(response, request);
    tokens += 1;
    token(response, tokens);
  }).start();
  servers.push(server);
  const saml = samlSignIn(
    { origin: server.origin, company: 'contosoT1', clientId: 'key-1', user: 'sfapi', userIs: 'username', key },
    http,
    now,
  );
  const oidc = (proof: { secret: string } | { key: typeof key }, dependency?: string) =>
    oidcSignIn(
      {
        tokenUrl: `${server.origin}/ias/oauth2/token`,
        clientId: 'client 1',
        proof,
        ...(dependency !== undefined && { dependency }),
      },
      http,
      now,
    );
  const client = (signIn: SignIn = saml) => new SuccessFactorsClient({ origin: server.origin, signIn }, http);
  return { server, client, oidc, count: () => tokens };
}

const give =
  (expires_in: number | string = 86_400) =>
  (response: ServerResponse, count: number) =>
    json(response, { access_token: `eyJ0b2tlbg-${count}==`, token_type: 'Bearer', expires_in });
const read = (client: SuccessFactorsClient, signal?: AbortSignal) => client.get(client.address('PerPerson'), signal);

async function problem(work: Promise<unknown>): Promise<SfmapError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof SfmapError)) throw new Error(`no SfmapError: ${String(error)}`);
  expect(JSON.stringify([error.message, error.cure, String(error.cause ?? '')])).not.toMatch(/geheim|eyJ|PHNhbWw/);
  return error;
}

describe('a token of SuccessFactors', () => {
  test('is asked for with the assertion, form-encoded, and carries every request until it ends', async () => {
    const { server, client, count } = await tenant(give(1000));
    const one = client();
    expect(server.got).toHaveLength(0);
    await Promise.all([read(one), read(one)]);
    await read(one);
    expect(count()).toBe(1);
    const [asked, ...reads] = server.got;
    expect(asked).toMatchObject({ method: 'POST', url: '/oauth/token' });
    expect(asked?.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(asked?.headers.authorization).toBeUndefined();
    const form = Object.fromEntries(new URLSearchParams(asked?.body));
    expect(Object.keys(form).sort()).toEqual(['assertion', 'client_id', 'company_id', 'grant_type']);
    expect(form).toMatchObject({
      company_id: 'contosoT1',
      client_id: 'key-1',
      grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer',
    });
    const xml = Buffer.from(form['assertion'] ?? '', 'base64').toString('utf8');
    expect(xml).toMatch(/^<saml2:Assertion .*<\/saml2:Assertion>$/);
    expect(xml).toContain(`Recipient="${server.origin}/oauth/token"`);
    expect(reads.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill('Bearer eyJ0b2tlbg-1=='));

    clock += 930_000;
    await read(one);
    expect(count()).toBe(1);
    clock += 20_000;
    await read(one);
    expect(count()).toBe(2);
    expect(server.got.at(-1)?.headers.authorization).toBe('Bearer eyJ0b2tlbg-2==');
  });

  test.each([
    [401, {}],
    [401, { code: 'LGN0022' }],
    [403, { code: 'LGN0006' }],
    [403, { code: 'LGN0007' }],
    [403, { code: 'LGN0022' }],
  ])('that is refused with %d %j is renewed, once', async (status, body) => {
    const fine = await tenant(give(), (response, { headers }) =>
      headers.authorization === 'Bearer eyJ0b2tlbg-1==' ? json(response, body, status) : json(response, { d: {} }),
    );
    const one = fine.client();
    await read(one);
    await read(one);
    expect(fine.count()).toBe(2);
    expect(fine.server.got).toHaveLength(5);

    const never = await tenant(give(), (response) => json(response, body, status));
    expect((await problem(read(never.client()))).code).toMatch(/^LGN00(06|07|22)$/);
    expect(never.count()).toBe(2);
    expect(never.server.got).toHaveLength(4);
  });

  test('is renewed for a write too: a refused sign-in has done nothing', async () => {
    const { client, server } = await tenant(give(), (response, { headers }) =>
      headers.authorization === 'Bearer eyJ0b2tlbg-1=='
        ? json(response, {}, 403, { 'x-error': 'LGN0022' })
        : json(response, { d: [] }),
    );
    await client().post('upsert', {}, [{}]);
    expect(server.got.filter(({ url }) => url.includes('upsert'))).toHaveLength(2);
  });

  test.each([
    [401, 'LGN0015'],
    [401, 'LGN0014'],
    [403, 'LGN0002'],
    [403, 'LGN0008'],
    [403, 'LGN0010'],
    [403, 'LGN0013'],
    [403, 'LGN0005'],
  ])('is not renewed after %d %s', async (status, code) => {
    const { client, server, count } = await tenant(give(), (response) => json(response, { code }, status));
    const error = await problem(read(client()));
    expect(error.code).toBe(code);
    expect(error.message).not.toMatch(/password|basic/i);
    expect(count()).toBe(1);
    expect(server.got).toHaveLength(2);
  });

  test('the session of an expired sign-in is left behind with it', async () => {
    const { client, server } = await tenant(give(), (response, { headers }) =>
      headers.authorization === 'Bearer eyJ0b2tlbg-1=='
        ? json(response, {}, 403, { 'x-error': 'LGN0006', 'set-cookie': 'JSESSIONID=old' })
        : json(response, { d: {} }, 200, { 'set-cookie': 'JSESSIONID=new' }),
    );
    const one = client();
    await read(one);
    await read(one);
    expect(server.got.map(({ headers }) => headers.cookie)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'JSESSIONID=new',
    ]);
  });

  test.each([
    [
      'Unable to authenticate the client (Login failed - invalid user)',
      'USER',
      'knows no active user with the user name sfapi',
    ],
    [
      'Unable to verify the signature of the SAML assertion. Please ensure that the assertion has a signature and the key pairs match the client ID',
      'KEY',
      'the private key does not belong to the certificate of client key-1',
    ],
    ['The assertion has expired', 'TIME', 'too old or too new'],
    ['Invalid company', 'COMPANY', 'does not know the company contosoT1'],
    ['Unable to authenticate the client (Login failed - invalid client)', 'CLIENT', 'does not know the client key-1'],
    ['Unable to authenticate the client (Login failed - account locked)', 'LOCKED', 'is locked'],
    ['Unable to authenticate the client (Login failed - why)', 'REFUSED', 'Unable to authenticate the client (Login'],
    ['Something \u001b[2J else', 'REFUSED', 'refuses the assertion (401): Something ·[2J else.'],
    ['', 'REFUSED', 'refuses the assertion (401): no reason given.'],
  ])('is refused with "%s": told with its cure, and never asked for again', async (errorMessage, kind, message) => {
    const { client, server } = await tenant((response) => json(response, { errorHttpCode: '401', errorMessage }, 401));
    const one = client();
    const error = await problem(read(one));
    expect(error).toMatchObject({ code: `SFM-SIGN-IN-${kind}`, exit: 3, refused: 'system' });
    expect(error.message).toContain(message);
    expect(error.cure).not.toBe('');
    expect(await problem(read(one))).toBe(error);
    expect(server.got).toHaveLength(1);
  });

  test.each([
    ['no token', (response: ServerResponse) => json(response, { token_type: 'Bearer' }), 'SFM-HTTP-SHAPE'],
    [
      'a token that is none',
      (response: ServerResponse) => json(response, { access_token: 'a\nb', token_type: 'Bearer', expires_in: 1 }),
      'SFM-HTTP-SHAPE',
    ],
    [
      'another kind of token',
      (response: ServerResponse) => json(response, { access_token: 'a', token_type: 'mac', expires_in: 1 }),
      'SFM-HTTP-SHAPE',
    ],
    [
      'no life',
      (response: ServerResponse) => json(response, { access_token: 'a', token_type: 'Bearer', expires_in: -1 }),
      'SFM-HTTP-SHAPE',
    ],
    ['a web page', (response: ServerResponse) => response.writeHead(401).end('<html>sign in</html>'), 'SFM-HTTP-HTML'],
    [
      'an error of its own',
      (response: ServerResponse) => json(response, { errorMessage: 'later' }, 500),
      'SFM-HTTP-500',
    ],
    [
      'another address',
      (response: ServerResponse) => response.writeHead(302, { location: 'https://x.example' }).end(),
      'SFM-HTTP-REDIRECT',
    ],
    ['an LGN code', (response: ServerResponse) => json(response, { errorMessage: 'LGN0010' }, 403), 'LGN0010'],
  ])('where the endpoint answers with %s', async (_, answer, code) => {
    const { client } = await tenant(answer);
    expect((await problem(read(client()))).code).toBe(code);
  });

  test('may live as long as a text says, and is asked for again after a failure that was not a refusal', async () => {
    let calls = 0;
    const { client, count } = await tenant((response, n) => {
      calls = n;
      if (n === 1) return json(response, { errorMessage: 'later' }, 500);
      give('100')(response, n);
    });
    const one = client();
    await problem(read(one));
    await read(one);
    expect(calls).toBe(2);
    clock += 60_000;
    await read(one);
    expect(count()).toBe(3);
  });
});

describe('a token of SAP Cloud Identity Services', () => {
  test('is asked for with the secret of the client, form-encoded in the header', async () => {
    const { client, oidc, server } = await tenant(give());
    await read(client(oidc({ secret: 'ge:heim%ä' }, 'SF dependency')));
    const [asked, used] = server.got;
    expect(asked?.url).toBe('/ias/oauth2/token');
    const header = Buffer.from(asked?.headers.authorization?.slice(6) ?? '', 'base64').toString('utf8');
    expect(header).toBe('client+1:ge%3Aheim%25%C3%A4');
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client 1',
      resource: 'urn:sap:identity:application:provider:name:SF dependency',
    });
    expect(used?.headers.authorization).toBe('Bearer eyJ0b2tlbg-1==');
  });

  test('or with an assertion that the private key has signed', async () => {
    const { client, oidc, server } = await tenant(give());
    await read(client(oidc({ key })));
    const form = Object.fromEntries(new URLSearchParams(server.got[0]?.body));
    expect(form).toMatchObject({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_id: 'client 1',
    });
    const claims = JSON.parse(Buffer.from(form['client_assertion']?.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ iss: 'client 1', aud: `${server.origin}/ias/oauth2/token` });
    expect(server.got[0]?.headers.authorization).toBeUndefined();
  });

  test.each([
    [401, { error: 'invalid_client' }, 'secret', 'SECRET', 'with its secret'],
    [401, {}, 'secret', 'SECRET', 'with its secret'],
    [
      400,
      { error: 'invalid_client_assertion', error_description: 'untrusted' },
      'key',
      'KEY',
      'with its signed assertion',
    ],
    [400, { error: 'unauthorized_client' }, 'secret', 'GRANT', 'does not let the client client 1 sign in by itself'],
    [
      400,
      { error: 'invalid_target', error_description: 'x' },
      'secret',
      'DEPENDENCY',
      'knows no dependency (none is named)',
    ],
    [
      400,
      { error: 'invalid_request', error_description: 'what' },
      'secret',
      'REFUSED',
      '(400): invalid_request: what.',
    ],
  ])(
    'is refused with %d %j: told with its cure, and never asked for again',
    async (status, body, proof, kind, message) => {
      const { client, oidc, server } = await tenant((response) => json(response, body, status));
      const one = client(oidc(proof === 'key' ? { key } : { secret: 'geheim' }));
      const error = await problem(read(one));
      expect(error.code).toBe(`SFM-SIGN-IN-${kind}`);
      expect(error.message).toContain(message);
      expect(error.cure).not.toBe('');
      await problem(read(one));
      expect(server.got).toHaveLength(1);
    },
  );
});

describe('whatever a token endpoint answers', () => {
  const word = fc.constantFrom(
    'invalid',
    'user',
    'LGN0015',
    'SFM-CANCELLED',
    '\u001b[2J',
    'company',
    'error',
    'x'.repeat(500),
  );
  const body = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc
      .record({ error: fc.anything(), errorMessage: word, error_description: fc.anything(), access_token: word })
      .map((answer) => JSON.stringify(answer) ?? ''),
  );
  const status = fc.constantFrom(200, 204, 302, 400, 401, 403, 404, 418, 500);

  test('it is an error with a cure, or a token, and nothing in it steers a terminal', async () => {
    let answer: readonly [number, string] = [200, ''];
    const { client, oidc } = await tenant((response) => {
      response.writeHead(answer[0]);
      response.end(answer[0] === 204 ? '' : answer[1]);
    });
    await fc.assert(
      fc.asyncProperty(status, body, fc.boolean(), async (code, text, saml) => {
        answer = [code, text];
        const signIn = saml ? undefined : oidc({ secret: 'geheim' });
        const error = await problem(saml ? client().signIn() : client(signIn).signIn());
        expect(error.exit).toBe(3);
        expect(error.cure).not.toBe('');
        expect(error.message).toMatch(/^[^\p{Cc}]{10,900}$/u);
        expect(error.code).not.toBe('SFM-CANCELLED');
      }),
      { numRuns: 150 },
    );
  });
});

describe('user and password', () => {
  const basic = new BasicSignIn({ company: 'contosoT1', user: 'sfapi', password: 'geheim' });

  test('are sent once more after an expired session alone, without its cookies', async () => {
    let calls = 0;
    const { client, server } = await tenant(give(), (response) => {
      calls += 1;
      if (calls === 2) return json(response, {}, 403, { 'x-error': 'LGN0006' });
      json(response, { d: {} }, 200, { 'set-cookie': 'JSESSIONID=abc' });
    });
    const one = client(basic);
    await read(one);
    await read(one);
    expect(server.got.map(({ headers }) => headers.cookie)).toEqual([undefined, 'JSESSIONID=abc', undefined]);
  });

  test.each(['LGN0007', 'LGN0022', 'LGN0015', 'LGN0014'])('are not sent again after %s', async (code) => {
    const { client, server } = await tenant(give(), (response) => json(response, { code }, 403));
    await problem(read(client(basic)));
    expect(server.got).toHaveLength(1);
  });

  test('LGN0010 says that SAP ends them, and what to use instead', async () => {
    const { client } = await tenant(give(), (response) => json(response, { code: 'LGN0010' }, 403));
    const { cure } = await problem(read(client(basic)));
    expect(cure).toContain('November 20, 2026');
    expect(cure).toContain('"auth": "oauth-saml" or "oidc"');
  });
});

describe('what one request does to another', () => {
  test('who cancels takes the token from nobody else who waits for it', async () => {
    const { server, client } = await tenant((response) =>
      setTimeout(() => json(response, { access_token: 'eyJ0', token_type: 'Bearer', expires_in: 900 }), 200),
    );
    const one = client();
    const cancelled = read(one, AbortSignal.timeout(50));
    const other = read(one);
    expect((await problem(cancelled)).code).toBe('SFM-CANCELLED');
    expect(await other).toEqual({ results: [] });
    expect(server.got.filter(({ url }) => url.endsWith('/token')).length).toBeLessThanOrEqual(2);
  });

  test.each(['LGN0015', 'LGN0014', 'LGN0002'])(
    'a token refused with %s is asked for anew by the next run',
    async (code) => {
      let bound = 'one';
      const { server, count } = await tenant(give(), (response) =>
        bound === 'one' ? json(response, { error: code }, 403) : json(response, { d: {} }),
      );
      const kept = {};
      const run = () => {
        const settings = {
          origin: server.origin,
          company: 'c',
          clientId: 'k',
          user: 'sfapi',
          userIs: 'username',
          key,
        } as const;
        return new SuccessFactorsClient({ origin: server.origin, signIn: samlSignIn(settings, http, now, kept) }, http);
      };
      await problem(read(run()));
      expect(count()).toBe(1);
      bound = 'two';
      await read(run());
      expect(count()).toBe(2);
      await read(run());
      expect(count()).toBe(2);
    },
  );

  test('cookies of a session that has ended do not come back with a late answer', async () => {
    const { server, client } = await tenant(give(), (response, { headers, url }) => {
      if (url.includes('slow')) {
        return void setTimeout(() => json(response, { d: {} }, 200, { 'set-cookie': 'session=old' }), 200);
      }
      const ended = headers.authorization === 'Bearer eyJ0b2tlbg-1==';
      json(response, { d: {} }, ended ? 401 : 200, ended ? {} : { 'set-cookie': 'route=1' });
    });
    const one = client();
    await Promise.all([one.get(one.address('slow')), read(one)]);
    await read(one);
    expect(server.got.at(-1)?.headers.cookie).toBe('route=1');
  });

  test('a session whose CSRF token is not taken is given up, once, for a write too', async () => {
    const { server, client } = await tenant(give(), (response, { method, headers }) => {
      if (method === 'GET') return json(response, { d: {} }, 200, { 'set-cookie': 'session=1' });
      if (headers.cookie === undefined) return json(response, { d: [] });
      return json(response, { error: { code: 'CSRF', message: { value: 'no' } } }, 403, { 'x-csrf-token': 'Required' });
    });
    const one = client();
    await read(one);
    expect(await one.post('upsert', {}, [])).toEqual({ d: [] });
    expect(server.got.filter(({ url }) => url.includes('upsert')).map(({ headers }) => headers.cookie)).toEqual([
      'session=1',
      undefined,
    ]);
  });
});

describe('a token endpoint that takes an assertion only once', () => {
  /** Answers 503 after it has read the first assertion, and refuses what it has read before. */
  const once = async (idOf: (body: string) => string) => {
    const read = new Set<string>();
    const server = await new SmallServer((request, response) => {
      const id = idOf(request.body);
      if (read.has(id)) return json(response, { error: 'invalid_client', error_description: 'used before' }, 401);
      read.add(id);
      if (read.size === 1) return json(response, {}, 503);
      json(response, { access_token: 'eyJ0', token_type: 'Bearer', expires_in: 900 });
    }).start();
    servers.push(server);
    return { server, read };
  };

  test('SAML', async () => {
    const idOf = (body: string) =>
      / ID="(\w+)"/.exec(Buffer.from(new URLSearchParams(body).get('assertion') ?? '', 'base64').toString())?.[1] ?? '';
    const { server, read } = await once(idOf);
    const settings = {
      origin: server.origin,
      company: 'c',
      clientId: 'k',
      user: 'sfapi',
      userIs: 'username',
      key,
    } as const;
    expect(await samlSignIn(settings, http, now).authorization()).toBe('Bearer eyJ0');
    expect(read.size).toBe(2);
  });

  test('OpenID Connect', async () => {
    const idOf = (body: string) => {
      const [, claims = ''] = (new URLSearchParams(body).get('client_assertion') ?? '').split('.');
      return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { jti: string }).jti;
    };
    const { server, read } = await once(idOf);
    const settings = { tokenUrl: `${server.origin}/oauth2/token`, clientId: 'client 1', proof: { key } };
    expect(await oidcSignIn(settings, http, now).authorization()).toBe('Bearer eyJ0');
    expect(read.size).toBe(2);
  });

  test('a refusal is not asked for again', async () => {
    const { server, client } = await tenant((response) => json(response, { errorMessage: 'no' }, 401));
    await problem(read(client()));
    expect(server.got).toHaveLength(1);
  });
});

describe('a token endpoint that echoes what it got', () => {
  test.each([
    ['the assertion', (body: string) => new URLSearchParams(body).get('assertion') ?? ''],
    ['its beginning', (body: string) => (new URLSearchParams(body).get('assertion') ?? '').slice(0, 60)],
    ['all', (body: string) => body],
  ])('%s: nothing of it is shown', async (_what, echo) => {
    const server = await new SmallServer((request, response) =>
      json(response, { errorMessage: `cannot read ${echo(request.body)}` }, 401),
    ).start();
    servers.push(server);
    const settings = {
      origin: server.origin,
      company: 'c',
      clientId: 'k',
      user: 'sfapi',
      userIs: 'username',
      key,
    } as const;
    const error = await problem(samlSignIn(settings, http, now).authorization());
    expect(error.message).not.toMatch(/PHNhbWwy/);
    expect(error.message).toMatch(/cannot read|does not know the company/);
  });

  test('the secret of a client is not shown', async () => {
    const server = await new SmallServer((request, response) => {
      const sent = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString();
      json(
        response,
        { error: 'server_error', error_description: `geheim/1: ${request.headers.authorization} ${sent}` },
        400,
      );
    }).start();
    servers.push(server);
    const settings = { tokenUrl: `${server.origin}/oauth2/token`, clientId: 'client 1', proof: { secret: 'geheim/1' } };
    const error = await problem(oidcSignIn(settings, http, now).authorization());
    expect(error.message).toContain('server_error');
  });
});
