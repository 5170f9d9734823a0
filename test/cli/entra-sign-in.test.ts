import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { otherCertificate, testCertificate } from '../support/test-certificate.ts';
import { useTenant } from './support/set-up.ts';
import { type Ended, example, persons } from './support/sfmap.ts';

const tenant = useTenant('--entra-certificate', testCertificate.certificateFile);
const { sfmap } = tenant;

beforeEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
});

let folders = 0;
/** A project whose connection `c` leads to the sandbox, signing in to Entra ID with TLS. */
function project(entraId: object, files: Readonly<Record<string, string>> = {}): string {
  folders += 1;
  const folder = join(sfmap.folder, `entra-${folders}`);
  mkdirSync(folder);
  const {
    successFactors: host,
    company,
    user,
    graph,
    tenant: directory,
    clientId,
    entra,
  } = tenant.sandbox.announcement;
  const content = {
    production: false,
    successFactors: { host, company, user },
    entraId: { tenant: directory, clientId, graph, authority: entra.address, ...entraId },
    parameters: { businessEmailType: '8448', businessPhoneType: '10605', cellPhoneType: '10606' },
  };
  writeFileSync(join(folder, 'sfmap.json'), JSON.stringify({ connections: { c: content } }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

interface Told extends Ended {
  /** The checks of Entra ID: `ok tenant: …`. */
  readonly entra: readonly string[];
}

async function connectionTest(
  folder: string,
  env: Readonly<Record<string, string>> = {},
  onErr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void,
): Promise<Told> {
  const args = ['connection', 'test', 'c', '--config', join(folder, 'sfmap.json')];
  const ended = await sfmap.run(args, { env: { ...known(), ...env }, ...(onErr && { onErr }) });
  const entra = [...ended.out.matchAll(/^(ok|FAILED) +Entra ID: (\S+) +(.*)$/gm)];
  return { ...ended, entra: entra.map(([, how, what, said]) => `${how} ${what}: ${said}`) };
}

const known = () => ({
  SFMAP_C_HOST: tenant.sandbox.announcement.successFactors.replace('http://', ''),
  SFMAP_C_SF_PASSWORD: 'sandbox-password',
  NODE_EXTRA_CA_CERTS: tenant.sandbox.announcement.entra.certificateFile,
});
const secret = () => ({ SFMAP_C_GRAPH_CLIENT_SECRET: tenant.sandbox.announcement.clientSecret });
const app = (name: string) =>
  tenant.sandbox.announcement.entra.applications.find((each) => each.name === name)?.clientId ?? '';
const steps = (lines: readonly string[]) => lines.map((line) => line.replace(/:.*/, ''));
const all = ['ok tenant', 'ok sign-in', 'ok permissions', 'ok users'];

async function federated(query: string): Promise<string> {
  const response = await fetch(`${tenant.sandbox.announcement.entra.federated.tokenUrl}${query}`);
  return response.text();
}

/** Approves or declines the code that the command has shown. */
function answerCode(action: 'approve' | 'decline'): (text: string) => void {
  let answered = false;
  return (text) => {
    const [, page, code] = /open (\S+) and enter the code (\S+)\. It is good for \d+ min\./.exec(text) ?? [];
    if (answered || page === undefined || code === undefined) return;
    answered = true;
    const { graph } = tenant.sandbox.announcement;
    const body = new URLSearchParams({ user_code: code, action });
    void fetch(`${graph}${new URL(page).pathname}`, { method: 'POST', body });
  };
}

describe('over TLS, Entra ID is signed in to', () => {
  test('with a client secret', async () => {
    const ended = await connectionTest(project({}), secret());
    expect(steps(ended.entra)).toEqual(all);
    expect(ended.code).toBe(0);
  });

  test.each([
    ['beside its key, in a file', {}, `${testCertificate.certificate}\n${testCertificate.privateKey}`],
    ['in a file of its own', { certificate: 'app.pem' }, testCertificate.privateKey],
  ])('with a certificate %s', async (_name, settings, key) => {
    const folder = project({ auth: 'certificate', ...settings }, { 'app.pem': testCertificate.certificate, key });
    const ended = await connectionTest(folder, { SFMAP_C_GRAPH_PRIVATE_KEY_FILE: join(folder, 'key') });
    expect(steps(ended.entra)).toEqual(all);
    expect((await connectionTest(folder, { SFMAP_C_GRAPH_PRIVATE_KEY: key })).code).toBe(0);
  });

  test('with a federated token, named in sfmap.json or by workload identity', async () => {
    const token = await federated('');
    const named = project({ auth: 'federated', federatedTokenFile: 'token' }, { token: `${token}\n` });
    expect(steps((await connectionTest(named)).entra)).toEqual(all);
    const injected = project({ auth: 'federated' }, { token });
    const ended = await connectionTest(injected, { AZURE_FEDERATED_TOKEN_FILE: join(injected, 'token') });
    expect(steps(ended.entra)).toEqual(all);
  });

  test.each(['device-code', 'delegated'])('with a code in a browser (%s)', async (auth) => {
    await tenant.sandbox.control('/sandbox/entra', 'POST', { pollSeconds: 1 });
    const ended = await connectionTest(project({ auth }), {}, answerCode('approve'));
    expect(steps(ended.entra)).toEqual(all);
    expect(ended.out).not.toMatch(/enter the code/);
  });

  test('for a preview as for a test', async () => {
    await tenant.sandbox.control('/sandbox/entra', 'POST', { pollSeconds: 1 });
    const folder = project({ auth: 'device-code' });
    const args = ['preview', example('scenario-1'), '--connection', 'c', '--config', join(folder, 'sfmap.json')];
    const ended = await sfmap.run([...args, ...persons('100101')], { env: known(), onErr: answerCode('approve') });
    expect(ended.out).toContain('100101');
    expect(ended.code).toBe(0);
  });
});

describe('what stands in the way is said at its step, with what helps', () => {
  test.each<
    readonly [name: string, settings: () => object, env: () => Record<string, string>, failed: string, cure: RegExp]
  >([
    ['another tenant', () => ({ tenant: 'fabrikam.example' }), secret, 'tenant', /AADSTS90002.*Check tenant/],
    ['an unknown app', () => ({ clientId: app('none') || 'app-1' }), secret, 'sign-in', /AADSTS700016.*clientId/],
    ['a wrong secret', () => ({}), () => ({ SFMAP_C_GRAPH_CLIENT_SECRET: 'geheim' }), 'sign-in', /AADSTS7000215/],
    [
      'an expired secret',
      () => ({ clientId: app('expired-secret') }),
      secret,
      'sign-in',
      /AADSTS7000222.*Create a new one/,
    ],
    [
      'no consent',
      () => ({ clientId: app('no-consent') }),
      secret,
      'permissions',
      /application permission User\.Read\.All.*grant admin consent/,
    ],
  ])('%s', async (_name, settings, env, failed, cure) => {
    const ended = await connectionTest(project(settings()), env());
    expect(steps(ended.entra).at(-1)).toBe(`FAILED ${failed}`);
    expect(ended.entra.at(-1)).toMatch(cure);
    expect(ended.code).toBe(3);
    expect(ended.out + ended.err).not.toMatch(/geheim|sandbox-secret/);
  });

  test('an app that may only read, where an inbound mapping needs to write', async () => {
    const folder = project({ clientId: app('read-only') });
    const inbound = join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'contoso.sfmap');
    const args = ['connection', 'test', 'c', '--config', join(folder, 'sfmap.json')];
    const reads = await connectionTest(folder, secret());
    expect(steps(reads.entra)).toEqual(all);
    const ended = await sfmap.run([...args, '--mapping', inbound], { env: { ...known(), ...secret() } });
    expect(ended.out).toMatch(
      /FAILED +Entra ID: permissions +The app lacks the application permission User\.ReadWrite\.All/,
    );
    expect(ended.out).toMatch(/ok +Entra ID: users/);
  });

  test('a mapping of the day on which users leave, which has a permission of its own', async () => {
    const text =
      'provision SuccessFactors -> EntraID\nmap {\n  employeeId <- [personIdExternal] match 1\n  employeeLeaveDateTime <- [endDate]\n}\n';
    const folder = project({ clientId: app('users-only') }, { 'leave.sfmap': text });
    const args = [
      'connection',
      'test',
      'c',
      '--config',
      join(folder, 'sfmap.json'),
      '--mapping',
      join(folder, 'leave.sfmap'),
    ];
    const ended = await sfmap.run(args, { env: { ...known(), ...secret() } });
    expect(ended.out).toMatch(
      /FAILED +Entra ID: permissions .*application permission User-LifeCycleInfo\.ReadWrite\.All/,
    );
  });

  test('a certificate that the app does not know', async () => {
    const { certificate, privateKey } = otherCertificate;
    const folder = project({ auth: 'certificate', certificate: 'app.pem' }, { 'app.pem': certificate });
    const ended = await connectionTest(folder, { SFMAP_C_GRAPH_PRIVATE_KEY: privateKey });
    expect(ended.entra.at(-1)).toMatch(/^FAILED sign-in: .*AADSTS700027.*Upload the certificate/);
    expect(ended.out + ended.err).not.toContain('PRIVATE KEY');
  });

  test.each([
    ['?subject=repo:fabrikam', /AADSTS700213.*Compare issuer and subject/],
    ['?issuer=https://attacker.example', /AADSTS700211/],
    ['?audience=api://other', /AADSTS700212.*api:\/\/AzureADTokenExchange/],
    ['?seconds=-600', /AADSTS700024.*clock/],
    ['?key=other', /AADSTS50027/],
  ])('a federated token with %s', async (query, cure) => {
    const folder = project({ auth: 'federated', federatedTokenFile: 'token' }, { token: await federated(query) });
    expect((await connectionTest(folder)).entra.at(-1)).toMatch(cure);
  });

  test('a file that holds no federated token is sent nowhere', async () => {
    const folder = project({ auth: 'federated', federatedTokenFile: 'token' }, { token: 'password = geheim' });
    const ended = await connectionTest(folder);
    expect(ended.err).toMatch(/token holds no federated token\. It must hold a signed JSON Web Token/);
    expect(ended.err).not.toContain('geheim');
    expect(ended.code).toBe(2);
    const { requests } = (await tenant.sandbox.state()) as { requests: { url: string }[] };
    expect(requests.filter(({ url }) => url.includes('oauth2/v2.0'))).toEqual([]);
  });

  test('a code that is declined, one that expires, and a run that is cancelled', async () => {
    await tenant.sandbox.control('/sandbox/entra', 'POST', { pollSeconds: 1 });
    const folder = project({ auth: 'device-code' });
    const declined = await connectionTest(folder, {}, answerCode('decline'));
    expect(declined.entra.at(-1)).toMatch(/^FAILED sign-in: .*declined in the browser\. Start again/);
    let killed = false;
    const cancelled = await connectionTest(folder, {}, (text, kill) => {
      if (killed || !text.includes('enter the code')) return;
      killed = true;
      kill('SIGINT');
    });
    expect(cancelled.err).toContain('Cancelled.');
    expect(cancelled.code).toBe(1);
    await tenant.sandbox.control('/sandbox/entra', 'POST', { deviceCodeSeconds: 1 });
    expect((await connectionTest(folder)).entra.at(-1)).toMatch(/^FAILED sign-in: .*expired/);
  });

  test('an app that takes no codes', async () => {
    await tenant.sandbox.control('/sandbox/entra', 'POST', { pollSeconds: 1 });
    const folder = project({ auth: 'device-code', clientId: app('read-only') });
    const ended = await connectionTest(folder, {}, answerCode('approve'));
    expect(ended.entra.at(-1)).toMatch(/AADSTS7000218.*Allow public client flows: Yes/);
  });

  test.each(['certificate', 'federatedTokenFile'])('a %s that is a device, a pipe or a folder', async (setting) => {
    const folder = project({ auth: setting === 'certificate' ? setting : 'federated', [setting]: 'file' });
    const file = join(folder, 'file');
    const made = [
      () => symlinkSync('/dev/zero', file),
      () => void execFileSync('mkfifo', [file]),
      () => void mkdirSync(file),
    ];
    for (const make of made) {
      rmSync(file, { recursive: true, force: true });
      make();
      const ended = await connectionTest(folder, { SFMAP_C_GRAPH_PRIVATE_KEY: testCertificate.privateKey });
      expect([ended.code, ended.err]).toEqual([2, expect.stringMatching(/is not a regular file\.\s+Give the path/)]);
    }
  });

  test('a certificate of TLS that nobody vouches for', async () => {
    const { NODE_EXTRA_CA_CERTS: _, ...env } = known();
    const args = ['connection', 'test', 'c', '--config', join(project({}), 'sfmap.json')];
    const ended = await sfmap.run(args, { env: { ...env, ...secret() } });
    expect(ended.out).toMatch(/FAILED +Entra ID: tenant .*NODE_EXTRA_CA_CERTS/);
  });
});

test('a writeback to the cloud in China is refused before anything is sent', async () => {
  const folder = project({});
  const file = join(folder, 'sfmap.json');
  const content = JSON.parse(readFileSync(file, 'utf8'));
  const { entraId, successFactors } = content.connections.c;
  successFactors.host = 'api15.sapsf.cn';
  content.connections.c.entraId = {
    tenant: entraId.tenant,
    clientId: entraId.clientId,
    graph: 'microsoftgraph.chinacloudapi.cn',
  };
  writeFileSync(file, JSON.stringify(content));
  const args = ['preview', example('scenario-1'), '--connection', 'c', '--config', file, ...persons('100101')];
  const ended = await sfmap.run(args, { env: { ...known(), ...secret(), SFMAP_C_HOST: 'api15.sapsf.cn' } });
  expect(ended.err).toMatch(/21Vianet operates: Microsoft offers no writeback there/);
  expect(ended.code).toBe(2);
});
