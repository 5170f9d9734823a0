import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import {
  APPLY_PLAN,
  type ApplyPlanResult,
  CONNECTIONS,
  type ConnectionsResult,
  PLAN_WRITEBACK,
  type PlanWritebackResult,
  RESUME_RUN,
  type Target,
} from '../../server/src/engine/protocol.ts';
import { account, MailServer } from '../cli/support/mail-server.ts';
import { useTenant } from '../cli/support/set-up.ts';
import { example } from '../cli/support/sfmap.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';

// A run of the editor is told by mail as one of the command line; the password comes through the pipe alone.

const { sfmap } = useTenant();
let mail: MailServer;
let engine: ChildProcessWithoutNullStreams;
let connection: MessageConnection;
let mortal: RunningSandbox;
let folder = 0;

async function start(env: Record<string, string> = {}): Promise<void> {
  folder += 1;
  mail = await MailServer.start();
  mortal = await RunningSandbox.start();
  const state = join(sfmap.folder, `state-${folder}`);
  engine = spawn(process.execPath, [sfmap.bundle, 'engine'], {
    env: { ...process.env, SFMAP_STATE: state, SFMAP_BATCH_SIZE: '2', NODE_EXTRA_CA_CERTS: mail.certificate, ...env },
  });
  connection = createMessageConnection(new StreamMessageReader(engine.stdout), new StreamMessageWriter(engine.stdin));
  connection.listen();
}

afterEach(async () => {
  connection?.dispose();
  const ended = new Promise((resolve) => engine.once('close', resolve));
  engine.stdin.end();
  await ended;
  await mail.stop();
  await mortal.stop();
});

/** A mapping in a project of its own whose mails go to the server of the test. */
function target(given?: Target['mail']): Target {
  const project = join(sfmap.folder, `project-${folder}`);
  mkdirSync(project, { recursive: true });
  const notify = { to: ['ops@contoso.example'], from: account.user, host: '127.0.0.1', port: mail.port };
  writeFileSync(join(project, 'sfmap.json'), JSON.stringify({ notify: { ...notify, user: account.user } }));
  const { successFactors, graph } = mortal.announcement;
  const mapping = { path: join(project, 'a.sfmap'), text: readFileSync(example('scenario-2'), 'utf8') };
  writeFileSync(mapping.path, mapping.text);
  return {
    mapping,
    connection: 'sandbox',
    secrets: {},
    sandbox: { successFactors, graph },
    ...(given && { mail: given }),
  };
}

const bindingNow = () => `smtp|127.0.0.1|${mail.port}|${account.user}`;

/** A run that dies on its way: some rows are written, then nobody answers. */
async function stoppedRun(given?: Target['mail']): Promise<ApplyPlanResult> {
  const people = ['100101', '100102', '101201', '101301'];
  const { planId } = await connection.sendRequest<PlanWritebackResult>(PLAN_WRITEBACK, { ...target(given), people });
  await mortal.control('/sandbox/faults', 'POST', { kind: 'die-after-upserts', after: 4 });
  return connection.sendRequest<ApplyPlanResult>(APPLY_PLAN, { planId });
}

test('a run that a system ends is told, with the password of the pipe', async () => {
  await start();
  const result = await stoppedRun({ binding: bindingNow(), password: account.password });
  expect(result.remarks).toEqual(['1 of 1 recipient was told by mail.']);
  expect(result.wantsMailPassword).toBeUndefined();
  expect([result.stopped, result.cancelled]).toEqual([true, false]);
  expect(mail.received).toMatchObject([{ encrypted: true, user: account.user }]);
  expect(mail.received[0]?.text).toMatch(/^Subject: sfmap: A run has stopped/m);
  expect(mail.received[0]?.text).not.toMatch(/Amara|Ingrid|10010|425 555/);

  const again = await connection.sendRequest<ApplyPlanResult>(RESUME_RUN, {
    ...target({ binding: bindingNow(), password: account.password }),
    run: result.run,
  });
  expect(again.remarks[0]).toBe('1 of 1 recipient was told by mail.');
  expect(mail.received.length).toBeGreaterThanOrEqual(2);
});

test.each([
  ['no password', undefined],
  ['one for another server', { binding: `smtp|smtp.contoso.example|25|${account.user}`, password: account.password }],
])('%s: a remark says that nobody was told, and the run stays what it is', async (_name, given) => {
  // The environment is nobody's who sits before an editor.
  await start({ SFMAP_SANDBOX_SMTP_PASSWORD: account.password, SFMAP_SANDBOX_SMTP_HOST: '127.0.0.1' });
  const result = await stoppedRun(given);
  expect(result.remarks).toEqual([
    `Nobody was told by mail. The password of ${account.user} at the mail server 127.0.0.1 is not known here. Enter it, and the next mail is sent.`,
  ]);
  expect(result.wantsMailPassword).toBe(true);
  expect(result.written).toBeGreaterThan(0);
  expect(mail.passwords).toEqual([]);
});

test('a password that is refused is asked for again', async () => {
  await start();
  const result = await stoppedRun({ binding: bindingNow(), password: 'wrong-one' });
  expect(result.remarks[0]).toMatch(/^Nobody was told by mail\. The mail server \S+ refuses the sign-in\./);
  expect(result.wantsMailPassword).toBe(true);
  expect(JSON.stringify(result)).not.toContain('wrong-one');
});

test('a connection names what the password of the mail server is for', async () => {
  await start();
  const [info] = await connection.sendRequest<ConnectionsResult>(CONNECTIONS, { mapping: target().mapping });
  expect(info?.mail).toEqual({
    binding: bindingNow(),
    prompt: `Password of ${account.user} at the mail server 127.0.0.1`,
  });
});

test('a run that ends well is told to nobody', async () => {
  await start();
  const given = { binding: bindingNow(), password: account.password };
  const { planId } = await connection.sendRequest<PlanWritebackResult>(PLAN_WRITEBACK, {
    ...target(given),
    people: ['100102'],
  });
  const result = await connection.sendRequest<ApplyPlanResult>(APPLY_PLAN, { planId });
  expect([result.remarks, result.failed, result.stopped]).toEqual([[], 0, false]);
  expect(mail.received).toEqual([]);
});
