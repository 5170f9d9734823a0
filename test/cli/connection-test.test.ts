import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { testCertificate } from '../support/test-certificate.ts';
import { useTenant } from './support/set-up.ts';
import { example } from './support/sfmap.ts';

const tenant = useTenant('--oauth-certificate', testCertificate.certificateFile);
const { sfmap } = tenant;
const inbound = join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'contoso.sfmap');

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
});

let folders = 0;
/** Tests the connection `c` of a project file; the tenant is the sandbox under another name. */
async function connectionTest(
  successFactors: object,
  env: Readonly<Record<string, string>>,
  ...more: readonly string[]
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string; readonly lines: string[] }> {
  folders += 1;
  const folder = join(sfmap.folder, `project-${folders}`);
  mkdirSync(folder);
  const { successFactors: host, company } = tenant.sandbox.announcement;
  const content = { connections: { c: { production: false, successFactors: { host, company, ...successFactors } } } };
  writeFileSync(join(folder, 'sfmap.json'), JSON.stringify(content));
  const bound = host.replace('http://', '');
  const args = ['connection', 'test', 'c', '--config', join(folder, 'sfmap.json'), ...more];
  const ended = await sfmap.run(args, { env: { SFMAP_C_HOST: bound, SFMAP_C_IDENTITY_HOST: bound, ...env } });
  const lines = ended.out
    .split('\n')
    .map((line) => /^(ok|FAILED) +(?:SuccessFactors: )?(.*?)(?: {2,}|(?<=Info) )(.*)$/.exec(line))
    .flatMap((match) => (match === null ? [] : [`${match[1]} ${match[2]}: ${match[3]}`]));
  return { ...ended, lines };
}

const password = { SFMAP_C_SF_PASSWORD: 'sandbox-password' };
const failures = (lines: readonly string[]) => lines.filter((line) => line.startsWith('FAILED'));
const steps = (lines: readonly string[]) => lines.map((line) => line.replace(/: .*/, ''));

describe('a user who lacks one thing fails at that step, with its cure', () => {
  const before = ['ok host', 'ok company'];
  test.each([
    [
      'no-odata',
      [...before, 'ok sign-in', 'FAILED OData permission'],
      /LGN0002.*Manage Permission Roles.*Manage Integration Tools/,
    ],
    ['other-address', [...before, 'FAILED sign-in'], /LGN0013.*Set API Login Exceptions/],
    ['locked', [...before, 'FAILED sign-in'], /LGN0014.*unlock/],
    ['nobody', [...before, 'FAILED sign-in'], /LGN0015.*repeated failures lock the account/],
  ])('%s', async (user, expected, cure) => {
    const ended = await connectionTest({ user }, password);
    expect(steps(ended.lines)).toEqual(expected);
    expect(ended.lines.at(-1)).toMatch(cure);
    expect(ended.code).toBe(3);
    expect(ended.err).toBe('');
  });

  test('no-read: each entity of Employee Central by itself; what else there is can be read', async () => {
    const ended = await connectionTest({ user: 'no-read' }, password, '--mapping', inbound);
    expect(steps(failures(ended.lines))).toEqual(
      [
        'PerPerson',
        'EmpEmployment',
        'PerPersonal',
        'PersonEmpTerminationInfo',
        'PerPhone',
        'PerEmail',
        'EmpJob',
        'FODepartment',
        'FOCompany',
      ].map((name) => `FAILED read ${name}`),
    );
    expect(steps(ended.lines)).toEqual(expect.arrayContaining(['ok read User', 'ok read PicklistOption']));
    const [person = ''] = failures(ended.lines);
    expect(person).toMatch(/\(403\).*Employee Central API → Employee Central HRIS OData API \(read-only\)/);
    expect(failures(ended.lines).at(-1)).toContain('Employee Central Foundation OData API (read-only)');
    expect(ended.code).toBe(3);
  });

  test('no-user-read: User alone', async () => {
    const ended = await connectionTest({ user: 'no-user-read' }, password);
    expect(failures(ended.lines)).toEqual([expect.stringMatching(/^FAILED read User: .*\(403\).*Manage User/)]);
  });

  test('no-people: an empty target population', async () => {
    const ended = await connectionTest({ user: 'no-people' }, password);
    expect(failures(ended.lines)).toEqual([
      expect.stringMatching(/^FAILED read PerPerson: .*sees nobody.*target population/),
    ]);
    expect(ended.lines).toContain('ok read EmpEmployment: EmpEmployment can be read; the user sees no rows of it.');
  });

  test('no-write: nothing is written to find out, and the permission is named', async () => {
    const ended = await connectionTest({ user: 'no-write' }, password);
    expect(failures(ended.lines)).toEqual([]);
    expect(ended.lines.filter((line) => line.startsWith('ok write'))).toEqual([
      expect.stringMatching(/PerEmail.*only a write shows.*HRIS OData API \(editable\)/),
      expect.stringMatching(/PerPhone/),
      expect.stringMatching(/User.*Manage User/),
    ]);
    expect(JSON.stringify(await tenant.sandbox.state())).not.toContain('/odata/v2/upsert');
  });

  test('another company', async () => {
    const ended = await connectionTest({ user: 'sfapi', company: 'Sandbox' }, password);
    expect(steps(ended.lines)).toEqual(['ok host', 'FAILED company']);
    expect(ended.lines.at(-1)).toMatch(/LGN0008.*capitals count/);
  });

  test('a host where nobody listens', async () => {
    const host = '127.0.0.1:1';
    const ended = await connectionTest({ user: 'sfapi', host }, { ...password, SFMAP_C_HOST: host });
    expect(steps(ended.lines)).toEqual(['FAILED host']);
  });

  test('basic authentication that SAP has switched off', async () => {
    await tenant.sandbox.control('/sandbox/settings', 'POST', { basicRetired: true });
    const ended = await connectionTest({ user: 'sfapi' }, password);
    expect(steps(ended.lines)).toEqual(['ok host', 'ok company', 'FAILED sign-in']);
    expect(ended.lines.at(-1)).toMatch(/LGN0010.*November 20, 2026.*"oauth-saml" or "oidc"/);
  });
});

describe('what a mapping needs decides what is tried', () => {
  test('a writeback: its entities, and the fields that it writes', async () => {
    const ended = await connectionTest({ user: 'sfapi' }, password, '--mapping', example('scenario-2'));
    expect(steps(ended.lines)).toEqual([
      'ok host',
      'ok company',
      'ok sign-in',
      'ok OData permission',
      ...['PerPerson', 'EmpEmployment', 'PerPhone', 'PerEmail', 'User'].map((name) => `ok read ${name}`),
      'ok write PerEmail',
      'ok write PerPhone',
    ]);
    expect(ended.out).toContain('The connection c works.');
    expect(ended.code).toBe(0);
  });

  test('a mapping that is not there', async () => {
    const ended = await connectionTest({ user: 'sfapi' }, password, '--mapping', 'gone.sfmap');
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('gone.sfmap');
  });
});

describe('OAuth with an assertion that is signed here', () => {
  const saml = { auth: 'oauth-saml', clientId: 'sandbox-api-key', user: 'sfapi' };
  const key = { SFMAP_C_SF_PRIVATE_KEY_FILE: testCertificate.keyFile };

  test.each([
    ['a user name', {}],
    ['a user ID', { user: '100001', userIs: 'userId' }],
    ['an e-mail address', { user: 'sfapi@contoso.example', userIs: 'email' }],
  ])('signs in by %s, in one session', async (_, change) => {
    const ended = await connectionTest({ ...saml, ...change }, key);
    expect(failures(ended.lines)).toEqual([]);
    expect(ended.code).toBe(0);
    const { signInCount } = (await tenant.sandbox.state()) as { signInCount: number };
    expect(signInCount).toBe(1);
  });

  test('takes the key as text, too', async () => {
    const ended = await connectionTest(saml, { SFMAP_C_SF_PRIVATE_KEY: testCertificate.privateKey });
    expect(ended.code).toBe(0);
  });

  test.each([
    [{ userIs: 'userId' }, 'FAILED sign-in', /knows no active user with the user ID sfapi.*userIs/],
    [{ clientId: 'other' }, 'FAILED sign-in', /does not know the client other.*Manage OAuth2 Client Applications/],
    [{ company: 'Sandbox' }, 'FAILED company', /does not know the company Sandbox/],
    [{ user: 'locked' }, 'FAILED sign-in', /is locked/],
    [{ user: 'no-odata' }, 'FAILED OData permission', /LGN0002/],
    [{ user: 'other-address' }, 'FAILED sign-in', /LGN0013/],
  ])('is refused for %j with its cure', async (change, step, cure) => {
    const ended = await connectionTest({ ...saml, ...change }, key);
    expect(steps(failures(ended.lines))).toEqual([step]);
    expect(ended.lines.at(-1)).toMatch(cure);
    expect(ended.code).toBe(3);
  });

  test('is refused with a key that is not of the certificate; one that cannot be read is a mistake on this side', async () => {
    const { stdout } = spawnSync('openssl', ['genrsa', '2048'], { encoding: 'utf8' });
    const other = await connectionTest(saml, { SFMAP_C_SF_PRIVATE_KEY: stdout });
    expect(other.lines.at(-1)).toMatch(
      /FAILED sign-in: .*does not belong to the certificate of client sandbox-api-key/,
    );
    const path = await connectionTest(saml, { SFMAP_C_SF_PRIVATE_KEY: testCertificate.keyFile });
    expect(path).toMatchObject({ code: 2, out: '' });
    expect(path.err).toContain('SFMAP_C_SF_PRIVATE_KEY holds the name of a file');
    expect(path.err).toContain('SFMAP_C_SF_PRIVATE_KEY_FILE');
  });

  test('says LGN0010 of the address, where the allow-list of the company does not hold it', async () => {
    await tenant.sandbox.control('/sandbox/settings', 'POST', { addressRefused: true });
    const ended = await connectionTest(saml, key);
    expect(ended.lines.at(-1)).toMatch(/^FAILED sign-in: .*LGN0010.*OData IP Allow-List/);
    expect(ended.out).not.toContain('basic');
  });

  test('works where basic authentication is switched off', async () => {
    await tenant.sandbox.control('/sandbox/settings', 'POST', { basicRetired: true });
    expect((await connectionTest(saml, key)).code).toBe(0);
  });
});

test('a writeback signs in with OAuth as well', async () => {
  const folder = join(sfmap.folder, 'oauth-writeback');
  mkdirSync(folder);
  const { successFactors: host, company, graph, tenant: entra, clientId } = tenant.sandbox.announcement;
  const successFactors = { host, company, user: 'sfapi', auth: 'oauth-saml', clientId: 'sandbox-api-key' };
  const parameters = { businessEmailType: '8448', businessPhoneType: '10605', cellPhoneType: '10606' };
  const c = { production: false, successFactors, entraId: { tenant: entra, clientId, graph }, parameters };
  const config = join(folder, 'sfmap.json');
  writeFileSync(config, JSON.stringify({ connections: { c } }));
  const args = ['writeback', example('scenario-2'), '--connection', 'c', '--config', config, '--person', '100101'];
  const ended = await sfmap.run([...args, '--yes'], {
    env: {
      SFMAP_C_HOST: host.replace('http://', ''),
      SFMAP_C_SF_PRIVATE_KEY_FILE: testCertificate.keyFile,
      SFMAP_C_GRAPH_CLIENT_SECRET: 'sandbox-secret',
    },
  });
  expect(ended.err).not.toContain('sfmap: ');
  expect(ended.out).toMatch(/\d of \d rows written to SuccessFactors SANDBOX \(test\)/);
  expect(ended.code).toBe(0);
});

describe('OpenID Connect through SAP Cloud Identity Services', () => {
  const oidc = () => ({
    auth: 'oidc',
    clientId: '22222222-3333-4444-8555-666666666666',
    tokenUrl: `${tenant.sandbox.announcement.successFactors}/ias/oauth2/token`,
    dependency: 'SuccessFactors',
  });
  const secret = { SFMAP_C_SF_CLIENT_SECRET: 'sandbox-identity-secret' };

  test('signs in with the secret of the client, or with its certificate', async () => {
    const bySecret = await connectionTest(oidc(), secret);
    expect(failures(bySecret.lines)).toEqual([]);
    expect(bySecret.lines[0]).toMatch(/^ok SAP Cloud Identity Services: token/);
    const byKey = await connectionTest(
      { ...oidc(), clientAuth: 'certificate' },
      { SFMAP_C_SF_PRIVATE_KEY_FILE: testCertificate.keyFile },
    );
    expect(failures(byKey.lines)).toEqual([]);
    expect(byKey.code).toBe(0);
  });

  test('is refused with a wrong secret, and no request reaches SuccessFactors', async () => {
    const ended = await connectionTest(oidc(), { SFMAP_C_SF_CLIENT_SECRET: 'wrong' });
    expect(ended.lines).toEqual([expect.stringMatching(/^FAILED SAP Cloud Identity Services: token.*with its secret/)]);
  });

  test('a client that is mapped to no user', async () => {
    const ended = await connectionTest({ ...oidc(), clientId: '22222222-3333-4444-8555-777777777777' }, secret);
    expect(failures(ended.lines)).toEqual([expect.stringMatching(/^FAILED sign-in: .*LGN0007.*its user is active/)]);
  });
});
