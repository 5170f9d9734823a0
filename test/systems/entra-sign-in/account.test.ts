import { afterEach, beforeEach, expect, test } from 'vitest';
import { SfmapError } from '../../../server/src/core/errors.ts';
import { missingPermissions } from '../../../server/src/systems/entra/permissions.ts';
import { AccountSignIn } from '../../../server/src/systems/entra/sign-in/account-sign-in.ts';
import { permissionsOf, tokenClaims } from '../../../server/src/systems/entra/sign-in/token-claims.ts';
import { createHttp, defaultLimits } from '../../../server/src/systems/http.ts';
import { FakeEntra, json, token } from '../support/fake-entra.ts';

const own = '7b4e8a10-3f0c-4c52-9d5e-0a1b2c3d4e5f';
const other = '11111111-3f0c-4c52-9d5e-0a1b2c3d4e5f';
let entra: FakeEntra;
beforeEach(async () => {
  entra = await FakeEntra.start();
  entra.answer = (_asked, response) => json(response, { issuer: `https://login.microsoftonline.com/${own}/v2.0` });
});
afterEach(() => entra.stop());

const open = (text: string, tenant: string) =>
  new AccountSignIn(
    text,
    { origin: entra.origin, tenant },
    createHttp({ system: 'The sign-in of Entra ID', limits: defaultLimits }),
  );
const code = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof SfmapError ? error.code : String(error)),
  );

test.each([
  ['of the tenant by its id', token({ tid: own }), own.toUpperCase(), 'fine'],
  ['of another tenant by its id', token({ tid: other }), own, 'SFM-SIGN-IN-TENANT'],
  ['of the tenant by its domain', token({ tid: own }), 'contoso.example', 'fine'],
  ['of another tenant by its domain', token({ tid: other }), 'contoso.example', 'SFM-SIGN-IN-TENANT'],
  ['that cannot be read', 'EwB4A8l6BAAU', 'contoso.example', 'fine'],
])('a token %s', async (_name, text, tenant, expected) => {
  expect(await code(open(text, tenant).authorization())).toBe(expected);
});

test('the id of the tenant is asked for once, without the token', async () => {
  const signIn = open(token({ tid: own }), 'contoso.example');
  await signIn.authorization();
  await signIn.authorization();
  expect(entra.asked).toMatchObject([
    { path: '/contoso.example/v2.0/.well-known/openid-configuration', authorization: undefined },
  ]);
});

test.each([
  ['a web page', '<html>', 200],
  ['no issuer', {}, 200],
  ['an error', { error: 'invalid_tenant' }, 400],
])('where the id of the tenant cannot be told (%s), Graph decides', async (_name, body, status) => {
  entra.answer = (_asked, response) => json(response, body, status);
  expect(await code(open(token({ tid: other }), 'contoso.example').authorization())).toBe('fine');
});

test('trouble on the way to the sign-in host is not remembered', async () => {
  const signIn = open(token({ tid: own }), 'contoso.example');
  const fine = entra.answer;
  entra.answer = (asked) => void asked;
  expect(await code(signIn.authorization(AbortSignal.timeout(50)))).toBe('SFM-CANCELLED');
  entra.answer = fine;
  expect(await code(signIn.authorization())).toBe('fine');
});

test('a token that Graph has refused is not sent again', async () => {
  const signIn = open(token({ tid: own }), own);
  signIn.forget('Bearer another');
  const used = await signIn.authorization();
  signIn.forget(used);
  expect(await code(signIn.authorization())).toBe('SFM-SIGN-IN-ACCOUNT');
});

test.each([
  ['an app', { roles: ['User.Read.All'] }, []],
  ['an app that holds more', { roles: ['Directory.ReadWrite.All'] }, []],
  ['an account', { scp: 'openid User.Read.All' }, []],
  ['an account that may see itself alone', { scp: 'User.Read' }, ['User.Read.All']],
  ['an app without any', {}, ['User.Read.All']],
])('what the token of %s lacks', (_name, claims, missing) => {
  const read = tokenClaims(`Bearer ${token(claims)}`);
  expect(read && missingPermissions(read, ['read users'])).toEqual(missing);
});

test.each(['', 'a', 'a.b', 'a.b.c', 'a.e30.c.d', `a.${Buffer.from('[]').toString('base64url')}.c`, '..'])(
  'claims of what is no token: %s',
  (text) => {
    expect(tokenClaims(text)).toBeUndefined();
  },
);

test('claims of another kind than they should be are left out', () => {
  const read = tokenClaims(token({ tid: 5, roles: 'all', scp: 7 }));
  expect(read && permissionsOf(read)).toEqual([]);
});
