import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { account, MailServer } from './support/mail-server.ts';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;
const two = ['ops@contoso.example', 'hr-it@contoso.example'];
let server: MailServer | undefined;

beforeEach(() => sfmap.use(tenant.sandbox));
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

function config(notify: object): string {
  const file = join(sfmap.folder, 'sfmap.json');
  writeFileSync(
    file,
    JSON.stringify({ notify: { to: two, from: 'sfmap@contoso.example', host: '127.0.0.1', ...notify } }),
  );
  return file;
}

function limited(): string {
  const file = join(sfmap.folder, 'limited.sfmap');
  writeFileSync(
    file,
    readFileSync(example('scenario-2'), 'utf8').replace('\nmap {', '\nlimits { update <= 1 }\n\nmap {'),
  );
  return file;
}

const secrets = { SFMAP_SANDBOX_SMTP_PASSWORD: account.password, SFMAP_SANDBOX_SMTP_HOST: '127.0.0.1' };
const trusting = () => ({ NODE_EXTRA_CA_CERTS: server?.certificate ?? '' });

/** A plan over its limits, whatever becomes of the mail. */
async function planOverLimits(notify: object, env: Record<string, string>) {
  const out = join(sfmap.folder, 'over.json');
  const people = persons('100101', '100102');
  const args = [
    'plan',
    limited(),
    '--connection',
    'sandbox',
    '--config',
    config(notify),
    ...people,
    '--out',
    out,
    '--force',
  ];
  const ended = await sfmap.run(args, { env });
  expect(ended.code).toBe(1);
  expect(ended.out).toContain('over its limits: it can be shown, and apply refuses it.');
  expect(ended.err).not.toMatch(/\n\s+at |foresee/);
  expect(ended.err + ended.out).not.toContain(account.password);
  return ended.err;
}

test('a plan over its limits is told to everybody on the list, encrypted, signed in, without data of people', async () => {
  server = await MailServer.start();
  const err = await planOverLimits({ port: server.port, user: account.user }, { ...secrets, ...trusting() });
  expect(err).toContain('2 of 2 recipients were told by mail.');
  expect(server.received).toMatchObject([
    { to: two, from: 'sfmap@contoso.example', encrypted: true, user: account.user },
  ]);
  const [{ text = '' } = {}] = server.received;
  expect(text).toMatch(/^Subject: sfmap: A plan is over its limits: sandbox \(sandbox\)$/m);
  expect(text).toContain('limited.sfmap');
  expect(text).toMatch(/update concerns 2, and 1 is allowed/);
  expect(text).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(text).not.toMatch(/Amara|Ingrid|10010|425 555|fabrikam/);
});

describe('the result is the same whatever becomes of the mail', () => {
  test('a wrong password', async () => {
    server = await MailServer.start();
    const env = { ...secrets, ...trusting(), SFMAP_SANDBOX_SMTP_PASSWORD: 'wrong-one' };
    const err = await planOverLimits({ port: server.port, user: account.user }, env);
    expect(err).toContain(`Nobody was told by mail. The mail server 127.0.0.1:${server.port} refuses the sign-in.`);
    expect(err).not.toMatch(/wrong-one|no such account/);
  });

  test('a recipient that is refused keeps no other from the mail', async () => {
    server = await MailServer.start({}, ['ops@contoso.example']);
    const err = await planOverLimits({ port: server.port, user: account.user }, { ...secrets, ...trusting() });
    expect(err).toContain('1 of 2 recipients were told by mail. The mail server refuses the others');
    expect(server.received).toMatchObject([{ to: ['hr-it@contoso.example'] }]);
  });

  test('every recipient refused', async () => {
    server = await MailServer.start({}, two);
    const err = await planOverLimits({ port: server.port, user: account.user }, { ...secrets, ...trusting() });
    expect(err).toMatch(/Nobody was told by mail\. The mail server \S+ refuses the sender or every recipient\./);
    expect(err).not.toContain('no mailbox');
  });

  test('a server that is gone', async () => {
    server = await MailServer.start();
    const { port } = server;
    await server.stop();
    const err = await planOverLimits({ port, user: account.user }, secrets);
    expect(err).toMatch(/Nobody was told by mail\. The mail server \S+ takes no connection\./);
  });

  test('a server that says nothing', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const err = await planOverLimits({ port }, {});
    silent.close();
    expect(err).toMatch(/Nobody was told by mail\. The mail server \S+ does not answer\./);
  });

  test('a server that cannot be trusted, or offers no encryption, gets no password', async () => {
    server = await MailServer.start();
    const untrusted = await planOverLimits({ port: server.port, user: account.user }, secrets);
    expect(untrusted).toMatch(
      /Nobody was told by mail\. The mail server \S+ offers no encryption that can be trusted\./,
    );
    expect(server.passwords).toEqual([]);
    await server.stop();
    server = await MailServer.start({ disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    const clear = await planOverLimits({ port: server.port, user: account.user }, { ...secrets, ...trusting() });
    expect(clear).toContain('Nobody was told by mail.');
    expect(server.passwords).toEqual([]);
    expect(server.received).toEqual([]);
  });

  test.each([
    ['no password', {}, 'SFMAP_SANDBOX_SMTP_PASSWORD is not set'],
    [
      'a password that no host is named for',
      { SFMAP_SANDBOX_SMTP_PASSWORD: 'x' },
      'SFMAP_SANDBOX_SMTP_HOST is not set',
    ],
    [
      'a password of another host',
      { SFMAP_SANDBOX_SMTP_PASSWORD: 'x', SFMAP_SANDBOX_SMTP_HOST: 'smtp.contoso.example' },
      'SFMAP_SANDBOX_SMTP_HOST names another host than notify.host',
    ],
  ])('%s', async (_name, env, message) => {
    server = await MailServer.start();
    const err = await planOverLimits({ port: server.port, user: account.user }, { ...env, ...trusting() });
    expect(err).toContain(`Nobody was told by mail. ${message}`);
    expect(server.passwords).toEqual([]);
  });
});

test('a server inside the company may take mail without a sign-in', async () => {
  server = await MailServer.start({ disabledCommands: ['STARTTLS', 'AUTH'] });
  expect(await planOverLimits({ port: server.port }, {})).toContain('2 of 2 recipients were told by mail.');
});

test('TLS from the first byte', async () => {
  server = await MailServer.start({ secure: true });
  const notify = { port: server.port, user: account.user, secure: true };
  expect(await planOverLimits(notify, { ...secrets, ...trusting() })).toContain('2 of 2 recipients were told');
  expect(server.received).toMatchObject([{ encrypted: true }]);
});

test('a run that a system ends is told with its numbers; one that ends well is not', async () => {
  server = await MailServer.start();
  const args = (connection: string[]) => ['writeback', example('scenario-2'), ...connection, '--yes'];
  const options = { env: { ...secrets, ...trusting() } };
  const notify = config({ port: server.port, user: account.user });
  const mortal = await RunningSandbox.start();
  try {
    sfmap.use(mortal);
    const connection = ['--connection', 'sandbox', '--config', notify];
    await mortal.control('/sandbox/faults', 'POST', { kind: 'die-after-upserts', after: 4 });
    const env = { ...options.env, SFMAP_BATCH_SIZE: '2' };
    const ended = await sfmap.run(args([...connection, ...persons('100101', '100102', '101201', '101301')]), { env });
    expect(ended.code).toBe(3);
    expect(ended.err).toContain('2 of 2 recipients were told by mail.');
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.text).toMatch(/Rows {8}\d of \d+ written/);
    expect(server.received[0]?.text).not.toMatch(/Amara|Ingrid|10010|425 555/);

    const gone = await sfmap.run(args([...connection, '--all']), options);
    expect(gone.code).toBe(3);
    expect(server.received).toHaveLength(2);
    expect(server.received[1]?.text).toContain('Code        SFM-NET');
  } finally {
    await mortal.stop();
  }
  sfmap.use(tenant.sandbox);
  const well = await sfmap.run(args(['--connection', 'sandbox', '--config', notify, ...persons('100102')]), options);
  expect(well.code).toBe(0);
  expect(server.received).toHaveLength(2);
}, 60_000);

test('the first run that a system takes nothing of brings the mapping into quarantine, which is told once', async () => {
  server = await MailServer.start();
  const mortal = await RunningSandbox.start();
  sfmap.use(mortal);
  const plan = join(sfmap.folder, 'quarantine.json');
  const connection = ['--connection', 'sandbox', '--config', config({ port: server.port, user: account.user })];
  const state = ['--state', join(sfmap.folder, 'quarantine-state')];
  const made = await sfmap.run([
    'plan',
    example('scenario-2'),
    ...connection,
    ...persons('100102'),
    '--out',
    plan,
    ...state,
  ]);
  expect(made.code).toBe(0);
  await mortal.stop();
  const options = { env: { ...secrets, ...trusting() } };
  const apply = () =>
    sfmap.run(
      ['apply', plan, '--yes', '--config', config({ port: server?.port, user: account.user }), ...state],
      options,
    );
  const first = await apply();
  expect([first.code, first.err]).toEqual([3, expect.stringContaining('is in quarantine on SuccessFactors SANDBOX')]);
  expect(first.err).toContain('EncounteredQuarantineException');
  const subjects = () => server?.received.map(({ text = '' }) => /^Subject: (.*)$/m.exec(text)?.[1]);
  expect(subjects()).toEqual([
    'sfmap: A run has stopped: sandbox (sandbox)',
    'sfmap: Runs are in quarantine: sandbox (sandbox)',
  ]);
  const second = await apply();
  expect(second.err).not.toContain('is in quarantine');
  expect(subjects()).toHaveLength(3);
}, 60_000);

test('a run that was killed and then resumed tells of quarantine, too', async () => {
  server = await MailServer.start();
  const mortal = await RunningSandbox.start();
  sfmap.use(mortal);
  const project = ['--config', config({ port: server.port, user: account.user })];
  const state = ['--state', join(sfmap.folder, 'resumed-state')];
  const plan = join(sfmap.folder, 'killed.json');
  const begin = ['plan', example('scenario-2'), '--connection', 'sandbox', ...persons('100102'), '--out', plan];
  expect(await sfmap.run([...begin, ...project, ...state])).toMatchObject({ code: 0 });
  // So slow that it is killed long before its row is there.
  await mortal.control('/sandbox/faults', 'POST', { kind: 'slow', ms: 4_000, system: 'successfactors' });
  let stop: (() => void) | undefined;
  const applying = sfmap.run(['apply', plan, '--yes', ...project, ...state], {
    onErr: (_, kill) => {
      stop = () => kill('SIGKILL');
    },
  });
  await vi.waitUntil(async () => (await sfmap.run(['runs', ...state])).out.includes('scenario-2'), 30_000);
  stop?.();
  const killed = await applying;
  expect(killed.code).toBeNull();
  await mortal.stop();
  const env = { ...secrets, ...trusting() };
  const resumed = await sfmap.run(['resume', '--yes', ...project, ...state], { env });
  expect([resumed.code, resumed.err]).toEqual([
    3,
    expect.stringContaining('is in quarantine on SuccessFactors SANDBOX'),
  ]);
}, 60_000);

test('a sync that repeats tells of a plan over its limits once, not each round', async () => {
  server = await MailServer.start();
  const file = join(sfmap.folder, 'workers.sfmap');
  const rules = 'mailNickname <- [personIdExternal] match 1\n  displayName <- [lastName]';
  writeFileSync(
    file,
    `provision SuccessFactors -> EntraID\nlimits {\n  create <= 1\n}\nmap {\n  ${rules}\n  userPrincipalName <- Join("", "n", [personIdExternal], "@contoso.example")\n  accountEnabled <- "True"\n}\n`,
  );
  const connection = ['--connection', 'sandbox', '--config', config({ port: server.port, user: account.user })];
  const state = ['--state', join(sfmap.folder, 'repeated-state')];
  const { out, code } = await sfmap.run(['sync', file, '--full', '--every', '1s', '--yes', ...connection, ...state], {
    env: { ...secrets, ...trusting() },
    onOut: (text, kill) => {
      if (text.split('\n').length > 3) kill('SIGINT');
    },
  });
  expect(code).toBe(0);
  expect(out.match(/Nothing of it was written\./g)?.length).toBeGreaterThanOrEqual(3);
  expect(server.received).toHaveLength(1);
  expect(server.received[0]?.text).toContain('A plan is over its limits');
});

test.each([
  [{ to: [] }, 'notify.to'],
  [{ to: ['not an address'] }, 'notify.to[0]'],
  [{ to: ['a@contoso.example\r\nBcc: b@contoso.example'] }, 'notify.to[0]'],
  [{ host: 'https://smtp.contoso.example' }, 'notify.host'],
  [{ port: 70_000 }, 'notify.port'],
  [{ password: 'x' }, 'notify'],
])('notify that is not valid is refused before anything is read: %j', async (notify, place) => {
  const args = ['plan', limited(), '--connection', 'sandbox', '--config', config(notify), '--all', '--out', 'x.json'];
  const ended = await sfmap.run(args, { cwd: sfmap.folder });
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.err).toContain(place);
});
