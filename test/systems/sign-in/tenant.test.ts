import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHttp, defaultLimits } from '../../../server/src/systems/http.ts';
import { readPrivateKey } from '../../../server/src/systems/private-key.ts';
import { EmployeeCentralClient } from '../../../server/src/systems/successfactors/employee-central.ts';
import { BasicSignIn } from '../../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { oidcSignIn } from '../../../server/src/systems/successfactors/sign-in/oidc-sign-in.ts';
import { samlSignIn } from '../../../server/src/systems/successfactors/sign-in/saml-sign-in.ts';
import type { SignIn } from '../../../server/src/systems/successfactors/sign-in/sign-in.ts';
import { RunningSandbox } from '../../sandbox/support/start-sandbox.ts';
import { testCertificate } from '../../support/test-certificate.ts';

const http = createHttp({ system: 'SuccessFactors', limits: defaultLimits });
const key = readPrivateKey(testCertificate.privateKey, 'KEY');
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await RunningSandbox.start('--oauth-certificate', testCertificate.certificateFile);
});
afterAll(() => sandbox?.stop());
beforeEach(() => sandbox.control('/sandbox/reset', 'POST'));

async function expireTokens(): Promise<void> {
  expect((await sandbox.control('/sandbox/tokens', 'DELETE')).ok).toBe(true);
}

const origin = () => sandbox.announcement.successFactors;
const signIns: readonly (readonly [string, (now?: () => number) => SignIn])[] = [
  [
    'oauth-saml',
    (now) =>
      samlSignIn(
        { origin: origin(), company: 'SANDBOX', clientId: 'sandbox-api-key', user: 'sfapi', userIs: 'username', key },
        http,
        now,
      ),
  ],
  ['oidc by secret', (now) => oidc({ secret: 'sandbox-identity-secret' }, now)],
  ['oidc by certificate', (now) => oidc({ key }, now)],
];
const oidc = (proof: Parameters<typeof oidcSignIn>[0]['proof'], now?: () => number) =>
  oidcSignIn(
    {
      tokenUrl: `${origin()}/ias/oauth2/token`,
      clientId: '22222222-3333-4444-8555-666666666666',
      dependency: 'SuccessFactors',
      proof,
    },
    http,
    now,
  );
const open = (signIn: SignIn) => new EmployeeCentralClient({ origin: origin(), signIn }, http);
const email = {
  __metadata: { uri: 'PerEmail' },
  personIdExternal: '100101',
  emailType: '8448',
  emailAddress: 'amara.nwosu@contoso.example',
  isPrimary: true,
};

describe.each(signIns)('a tenant takes our tokens: %s', (_name, signIn) => {
  test('for reads and writes; one that it no longer takes is renewed, and a write is done once', async () => {
    const tenant = open(signIn());
    expect(await tenant.probe('PerPerson')).toBe(1);
    await expireTokens();
    expect(await tenant.probe('PerPerson')).toBe(1);
    await expireTokens();
    expect(await tenant.upsert([email], true)).toEqual([expect.objectContaining({ ok: true })]);
    const [row] = await sandbox.rows('PerEmail', { $filter: "personIdExternal eq '100101' and emailType eq '8448'" });
    expect(row?.['emailAddress']).toBe('amara.nwosu@contoso.example');
    const { writes } = (await sandbox.state()) as { writes: unknown[] };
    expect(writes).toHaveLength(1);
  });
});

test.each([
  ['ahead', 15],
  ['behind', -15],
])('a clock that is 15 minutes %s is told as such', async (_, minutes) => {
  const [, saml] = signIns[0] ?? [];
  if (saml === undefined) throw new Error('no sign-in');
  const refused = open(saml(() => Date.now() + minutes * 60_000)).probe('PerPerson');
  await expect(refused).rejects.toMatchObject({ code: 'SFM-SIGN-IN-TIME', exit: 3 });
});

test('a wrong password is tried once, however often we are asked: the account is not locked', async () => {
  const signIn = new BasicSignIn({ company: 'SANDBOX', user: 'sfapi', password: 'wrong' });
  const tenant = open(signIn);
  for (let tries = 0; tries < 8; tries += 1) {
    await expect(tenant.probe('PerPerson')).rejects.toMatchObject({ code: 'LGN0015' });
  }
  const right = open(new BasicSignIn({ company: 'SANDBOX', user: 'sfapi', password: 'sandbox-password' }));
  expect(await right.probe('PerPerson')).toBe(1);
});
