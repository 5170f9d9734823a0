import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  createMessageConnection,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import {
  APPLY_PLAN,
  type ApplyPlanResult,
  CONNECTIONS,
  type ConnectionsResult,
  DEVICE_CODE,
  type DeviceCodeParams,
  FETCH_PERSON,
  type FetchPersonResult,
  FIND_PEOPLE,
  type FindPeopleResult,
  PLAN_UNDO,
  PLAN_WRITEBACK,
  type PlanWritebackParams,
  type PlanWritebackResult,
  PROGRESS,
  type ProgressParams,
  RESUME_RUN,
  RUNS,
  type RunsResult,
  type Target,
  TEST_CONNECTION,
  type TestConnectionResult,
} from '../../server/src/engine/protocol.ts';
import { example, Sfmap, tenantRows } from '../cli/support/sfmap.ts';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { testCertificate } from '../support/test-certificate.ts';

let sfmap: Sfmap;
let sandbox: RunningSandbox;
let engine: ChildProcessWithoutNullStreams;
let connection: MessageConnection;
const progress: ProgressParams[] = [];

beforeAll(async () => {
  sfmap = await Sfmap.build();
  sandbox = await RunningSandbox.start();
  engine = spawn(process.execPath, [sfmap.bundle, 'engine'], {
    env: {
      ...process.env,
      SFMAP_STATE: join(sfmap.folder, 'state'),
      SFMAP_BATCH_SIZE: '2',
      NODE_EXTRA_CA_CERTS: sandbox.announcement.entra.certificateFile,
    },
  });
  connection = createMessageConnection(new StreamMessageReader(engine.stdout), new StreamMessageWriter(engine.stdin));
  connection.onNotification(PROGRESS, (event: ProgressParams) => void progress.push(event));
  connection.listen();
});
afterAll(async () => {
  connection?.dispose();
  if (engine !== undefined) {
    const ended = new Promise((resolve) => engine.once('close', resolve));
    engine.stdin.end();
    expect(await ended).toBe(0);
  }
  await sandbox?.stop();
  sfmap?.remove();
});
beforeEach(async () => {
  await sandbox.control('/sandbox/reset', 'POST');
  await sandbox.control('/sandbox/faults', 'DELETE');
});

function target(name: string): Target {
  const path = name.includes('/') ? name : example(name);
  const { successFactors, graph } = sandbox.announcement;
  return {
    mapping: { path, text: readFileSync(path, 'utf8') },
    connection: 'sandbox',
    secrets: {},
    sandbox: { successFactors, graph },
  };
}

async function refusal(request: Promise<unknown>): Promise<ResponseError<{ code: string; cure: string }>> {
  const error: unknown = await request.then(
    () => undefined,
    (reason) => reason,
  );
  if (error instanceof ResponseError) return error;
  throw new Error(`no refusal: ${String(error)}`);
}

const plan = (params: PlanWritebackParams) => connection.sendRequest<PlanWritebackResult>(PLAN_WRITEBACK, params);

test('connections are named with what their secrets are bound to', async () => {
  const folder = sfmap.folder;
  const mapping = join(folder, 'a.sfmap');
  writeFileSync(
    join(folder, 'sfmap.json'),
    JSON.stringify({
      connections: {
        live: {
          successFactors: { host: 'https://api4.successfactors.com/odata/v2/', user: 'sfapi@contosoT1' },
          entraId: { tenant: 'contoso.onmicrosoft.com', clientId: 'app-1' },
        },
      },
    }),
  );
  const result = await connection.sendRequest<ConnectionsResult>(CONNECTIONS, { mapping: { path: mapping, text: '' } });
  expect(result.map(({ name, environment }) => [name, environment])).toEqual([
    ['sandbox', 'sandbox'],
    ['live', 'production'],
  ]);
  expect(result[1]?.successFactors).toEqual({ host: 'api4.successfactors.com', company: 'contosoT1', user: 'sfapi' });
  expect(result[1]?.secrets.map(({ binding }) => binding)).toEqual([
    'successfactors|api4.successfactors.com|contosoT1|sfapi',
    'entra|graph.microsoft.com|contoso.onmicrosoft.com|app-1',
  ]);
});

test('a connection is tried step by step', async () => {
  const result = await connection.sendRequest<TestConnectionResult>(TEST_CONNECTION, target('scenario-1'));
  expect(result.ok).toBe(true);
  // Of a token that can be read, what it allows is a check of its own.
  const names = result.checks.map(({ name }) => name.replace('SuccessFactors: ', ''));
  expect(names.filter((name) => name !== 'Entra ID: permissions')).toEqual([
    'host',
    'company',
    'sign-in',
    'OData permission',
    ...['PerPerson', 'EmpEmployment', 'PerPhone', 'PerEmail', 'User'].map((entity) => `read ${entity}`),
    'write PerEmail',
    'Entra ID: tenant',
    'Entra ID: sign-in',
    'Entra ID: users',
  ]);
});

test('a person is fetched as the mapping reads it', async () => {
  const inbound = join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'contoso.sfmap');
  const worker = await connection.sendRequest<FetchPersonResult>(FETCH_PERSON, {
    ...target(inbound),
    person: '100401',
  });
  expect(worker.label).toBe('Rita Okafor · 100401');
  expect(worker.payload).toMatchObject({ personIdExternal: '100401', emailNav: { results: expect.any(Array) } });

  const user = await connection.sendRequest<FetchPersonResult>(FETCH_PERSON, {
    ...target('scenario-2'),
    person: '100401',
  });
  expect(user.payload).toMatchObject({ employeeId: '100401', mail: 'rita.okafor@contoso.example' });

  const gone = await refusal(connection.sendRequest(FETCH_PERSON, { ...target(inbound), person: '999' }));
  expect(gone.message).toContain('SuccessFactors has no person 999');
  expect(gone.data).toEqual({ code: 'SFM-PERSON', cure: 'Give a personIdExternal.' });
});

test('who begins later is fetched as of the first day, as the connector reads', async () => {
  const inbound = join(import.meta.dirname, '..', '..', 'examples', 'inbound', 'contoso.sfmap');
  const later = await connection.sendRequest<FetchPersonResult>(FETCH_PERSON, { ...target(inbound), person: '100801' });
  expect(later.label).toBe('Farid Rahimi · 100801');
  expect(later.payload).toMatchObject({
    employmentNav: { results: [{ jobInfoNav: { results: [{ jobTitle: expect.any(String) }] } }] },
  });
});

test('a plan is made, kept and applied exactly', async () => {
  progress.length = 0;
  const made = await plan({ ...target('scenario-2'), people: ['100101', '100901'] });
  expect(made).toMatchObject({ changes: 4, people: 2, refused: 1, failed: 0 });
  expect(made.question).toBe('Write to SuccessFactors SANDBOX (sandbox) now?');
  expect(made.detail).toContain('2 people · 1 e-mail address · 2 business phones · 1 cell phone');
  expect(made.text).toContain('refused   e-mail:');
  expect(progress.map(({ phase }) => phase)).toContain('Reading people');

  const run = await connection.sendRequest<ApplyPlanResult>(APPLY_PLAN, { planId: made.planId });
  expect(run).toMatchObject({ written: 4, failed: 0, skipped: 0, cancelled: false });
  expect(run.summary).toBe('4 of 4 rows written to SuccessFactors SANDBOX (sandbox).');
  expect(run.run).toMatch(/^[a-z]+-\d+$/);
  expect(existsSync(join(sfmap.folder, 'state', 'state.db'))).toBe(true);
  expect(progress.at(-1)).toEqual({ phase: 'Writing', done: 4, total: 4 });
  expect(await tenantRows(sandbox, '100101')).toContain('10605 +1 425 555 0111 primary');
});

test('a run is listed, taken back by a plan, and a cancelled one goes on', async () => {
  const before = await tenantRows(sandbox, '100101');
  const made = await plan({ ...target('scenario-2'), people: ['100101', '100102', '101201'] });
  await sandbox.control('/sandbox/faults', 'POST', { kind: 'slow', ms: 200, system: 'successfactors' });
  const writing = new CancellationTokenSource();
  const listener = connection.onNotification(PROGRESS, ({ phase }: ProgressParams) => {
    if (phase === 'Writing') writing.cancel();
  });
  const first = await connection.sendRequest<ApplyPlanResult>(APPLY_PLAN, { planId: made.planId }, writing.token);
  listener.dispose();
  await sandbox.control('/sandbox/faults', 'DELETE');
  const [listed] = await connection.sendRequest<RunsResult>(RUNS, {});
  expect(listed).toMatchObject({ run: first.run, connection: 'sandbox', state: 'cancelled', resumable: true });

  const { run } = first;
  const resumed = await connection.sendRequest<ApplyPlanResult>(RESUME_RUN, { ...target('scenario-2'), run });
  expect(resumed).toMatchObject({ run, written: 6, failed: 0, cancelled: false });
  const again = await refusal(connection.sendRequest(RESUME_RUN, { ...target('scenario-2'), run }));
  expect(again.message).toContain(`Run ${run} is finished`);

  const undo = await connection.sendRequest<PlanWritebackResult>(PLAN_UNDO, { ...target('scenario-2'), run });
  expect(undo).toMatchObject({ changes: 6, refused: 0, failed: 0 });
  expect(undo.text).toContain(`Undo of run ${run}.`);
  await connection.sendRequest<ApplyPlanResult>(APPLY_PLAN, { planId: undo.planId });
  expect(await tenantRows(sandbox, '100101')).toEqual(before);
  const gone = await refusal(connection.sendRequest(PLAN_UNDO, { ...target('scenario-2'), run: 'nobody-1' }));
  expect(gone.data).toEqual({ code: 'SFM-RUN', cure: 'sfmap runs lists those that there are.' });
});

test('a cancelled request answers as cancelled; a cancelled write says how far it came', async () => {
  await sandbox.control('/sandbox/faults', 'POST', { kind: 'slow', ms: 500, system: 'graph' });
  const reading = new CancellationTokenSource();
  const request = connection.sendRequest(PLAN_WRITEBACK, target('scenario-2'), reading.token);
  setTimeout(() => reading.cancel(), 100);
  expect((await refusal(request)).code).toBe(-32800);
  await sandbox.control('/sandbox/faults', 'DELETE');

  const made = await plan({ ...target('scenario-2'), people: ['100101', '100102', '101201'] });
  await sandbox.control('/sandbox/faults', 'POST', { kind: 'slow', ms: 300, system: 'successfactors' });
  const writing = new CancellationTokenSource();
  const listener = connection.onNotification(PROGRESS, ({ phase }: ProgressParams) => {
    if (phase === 'Writing') writing.cancel();
  });
  const run = await connection.sendRequest<ApplyPlanResult>(APPLY_PLAN, { planId: made.planId }, writing.token);
  listener.dispose();
  expect(run.cancelled).toBe(true);
  expect(run.written).toBeGreaterThan(0);
  expect(run.written + run.failed + run.skipped).toBe(6);
  expect(run.summary).toContain('Cancelled.');
});

test('a refusal comes with its code and its cure, and never with a secret', async () => {
  const wrong = await refusal(plan({ ...target('scenario-2'), secrets: { SF_PASSWORD: 'wrong-password' } }));
  expect(wrong.data?.code).toBe('LGN0015');
  expect(wrong.data?.cure).toContain('lock the account');
  expect(JSON.stringify(wrong)).not.toContain('wrong-password');

  const gone = await refusal(connection.sendRequest(APPLY_PLAN, { planId: 'unknown' }));
  expect(gone.message).toContain('This plan is gone');
  const shape = await refusal(connection.sendRequest(PLAN_WRITEBACK, { connection: 1 }));
  expect(shape.message).toContain('the parameters do not fit at');
});

/** A folder with a mapping and a project file whose connection `contoso` leads to the sandbox under another name. */
function project(name: string, extra: object = {}) {
  const folder = join(sfmap.folder, name);
  mkdirSync(folder, { recursive: true });
  const { successFactors, graph, company, user, tenant, clientId } = sandbox.announcement;
  const contoso = {
    production: false,
    successFactors: { host: successFactors, company, user },
    entraId: { tenant, clientId, graph },
  };
  const write = (content: unknown) =>
    writeFileSync(
      join(folder, 'sfmap.json'),
      typeof content === 'string' ? content : JSON.stringify({ connections: content }),
    );
  write({ contoso, ...extra });
  return { mapping: { path: join(folder, 'a.sfmap'), text: '' }, contoso, write };
}

test('a password goes nowhere else than where its owner saw it go', async () => {
  const got: string[] = [];
  const thief = createServer((request, response) => {
    got.push(String(request.headers.authorization));
    response.end('{}');
  });
  await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
  const { port } = thief.address() as AddressInfo;

  const { mapping, contoso, write } = project('changed');
  const infos = await connection.sendRequest<ConnectionsResult>(CONNECTIONS, { mapping });
  const info = infos.find(({ name }) => name === 'contoso');
  const seen = {
    environment: info?.environment ?? 'production',
    bindings: info?.secrets.map(({ binding }) => binding) ?? [],
  };
  const request: Target = {
    mapping,
    connection: 'contoso',
    secrets: { SF_PASSWORD: 'sandbox-password', GRAPH_CLIENT_SECRET: 'sandbox-secret' },
    seen,
  };
  expect((await connection.sendRequest<TestConnectionResult>(TEST_CONNECTION, request)).ok).toBe(true);

  const elsewhere = { ...contoso, successFactors: { ...contoso.successFactors, host: `127.0.0.1:${port}` } };
  for (const changed of [elsewhere, { ...contoso, production: true }]) {
    write({ contoso: changed });
    for (const method of [TEST_CONNECTION, PLAN_WRITEBACK, FETCH_PERSON]) {
      const refused = await refusal(connection.sendRequest(method, { ...request, person: '100101' }));
      expect(refused.data?.code).toBe('SFM-CONNECTION-CHANGED');
      expect(refused.data?.cure).toBe('Choose the connection again.');
    }
  }
  write({ contoso });
  const { seen: _seen, ...blind } = request;
  expect((await refusal(connection.sendRequest(TEST_CONNECTION, blind))).data?.code).toBe('SFM-CONNECTION-CHANGED');
  expect(got).toEqual([]);
  thief.close();
});

test('a code to sign in with is shown by the editor', async () => {
  const { contoso } = project('code-base');
  const { address: authority } = sandbox.announcement.entra;
  const coded = { ...contoso, entraId: { ...contoso.entraId, authority, auth: 'device-code' } };
  const { mapping } = project('code', { coded });
  await sandbox.control('/sandbox/entra', 'POST', { pollSeconds: 1 });
  const shown: DeviceCodeParams[] = [];
  const listening = connection.onNotification(DEVICE_CODE, (code: DeviceCodeParams) => {
    shown.push(code);
    const body = new URLSearchParams({ user_code: code.code, action: 'approve' });
    void fetch(`${sandbox.announcement.graph}${new URL(code.page).pathname}`, { method: 'POST', body });
  });
  const infos = await connection.sendRequest<ConnectionsResult>(CONNECTIONS, { mapping });
  const { secrets = [] } = infos.find(({ name }) => name === 'coded') ?? {};
  const result = await connection.sendRequest<TestConnectionResult>(TEST_CONNECTION, {
    mapping,
    connection: 'coded',
    secrets: { SF_PASSWORD: 'sandbox-password' },
    seen: { environment: 'test', bindings: secrets.map(({ binding }) => binding) },
  } satisfies Target);
  listening.dispose();
  expect(result.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(shown).toEqual([{ page: expect.any(String), code: expect.any(String), seconds: expect.any(Number) }]);
});

test('a code is shown, too, where a person of Entra ID is fetched or looked for', async () => {
  const { contoso } = project('code-people-base');
  const { address: authority } = sandbox.announcement.entra;
  // A client of its own: a token that this engine has by now would do as well.
  const coded = { ...contoso, entraId: { ...contoso.entraId, authority, auth: 'device-code' } };
  const { mapping } = project('code-people', { 'coded-people': coded });
  await sandbox.control('/sandbox/entra', 'POST', { pollSeconds: 1 });
  const shown: DeviceCodeParams[] = [];
  const listening = connection.onNotification(DEVICE_CODE, (code: DeviceCodeParams) => {
    shown.push(code);
    const body = new URLSearchParams({ user_code: code.code, action: 'approve' });
    void fetch(`${sandbox.announcement.graph}${new URL(code.page).pathname}`, { method: 'POST', body });
  });
  const infos = await connection.sendRequest<ConnectionsResult>(CONNECTIONS, { mapping });
  const { secrets = [] } = infos.find(({ name }) => name === 'coded-people') ?? {};
  const request: Target = {
    mapping: { ...mapping, text: readFileSync(example('scenario-2'), 'utf8') },
    connection: 'coded-people',
    secrets: { SF_PASSWORD: 'sandbox-password' },
    seen: { environment: 'test', bindings: secrets.map(({ binding }) => binding) },
  };
  const fetched = await connection.sendRequest<FetchPersonResult>(FETCH_PERSON, { ...request, person: '100102' });
  const found = await connection.sendRequest<FindPeopleResult>(FIND_PEOPLE, { ...request, name: 'Ingrid' });
  listening.dispose();
  expect(fetched.label).toContain('Ingrid Solberg');
  expect(found.people.map(({ label }) => label).join()).toContain('Ingrid');
});

test('a limit that was tightened since holds for a plan that was made before, when it is applied', async () => {
  const { mapping } = project('tighter');
  const { sandbox: at } = target('scenario-2');
  const text = readFileSync(example('scenario-2'), 'utf8');
  writeFileSync(mapping.path, text);
  const request: PlanWritebackParams = {
    mapping: { path: mapping.path, text },
    connection: 'sandbox',
    secrets: {},
    ...(at && { sandbox: at }),
    people: ['101201', '101301'],
  };
  const { planId } = await plan(request);
  const before = await tenantRows(sandbox, '101201');
  writeFileSync(mapping.path, `${text}\nlimits {\n  update <= 0\n}\n`);
  await expect(connection.sendRequest(APPLY_PLAN, { planId })).rejects.toThrow('have changed since the plan was made');
  expect(await tenantRows(sandbox, '101201')).toEqual(before);
});

test('the account of the editor signs in to the tenant that was seen, and is asked for again when it has ended', async () => {
  const { contoso } = project('account-base');
  const account = { ...contoso, entraId: { ...contoso.entraId, auth: 'delegated' } };
  const { mapping, write } = project('account', { account });
  const infos = await connection.sendRequest<ConnectionsResult>(CONNECTIONS, { mapping });
  const info = infos.find(({ name }) => name === 'account');
  expect(info?.secrets.map(({ name }) => name)).toEqual(['SF_PASSWORD']);
  const bindings = [...(info?.secrets ?? []), ...(info?.account ? [info.account] : [])].map(({ binding }) => binding);
  const request = (token: string | undefined): Target => ({
    mapping,
    connection: 'account',
    secrets: { SF_PASSWORD: 'sandbox-password', ...(token !== undefined && { GRAPH_TOKEN: token }) },
    seen: { environment: 'test', bindings },
  });
  const checks = async (token: string) => {
    const result = await connection.sendRequest<TestConnectionResult>(TEST_CONNECTION, request(token));
    return result.checks
      .filter(({ name }) => name.startsWith('Entra'))
      .map(({ name, code }) => `${name} ${code ?? 'ok'}`);
  };
  const claims = (body: object) => Buffer.from(JSON.stringify(body)).toString('base64url');

  const good = await checks(await sandbox.token());
  expect(good.at(-1)).toBe('Entra ID: users ok');
  const scp = 'User.Read.All';
  const { tenantId } = sandbox.announcement.entra;
  expect((await checks(`e30.${claims({ tid: tenantId, scp })}.x`)).at(-1)).toBe('Entra ID: users SFM-SIGN-IN-ACCOUNT');
  const elsewhere = `e30.${claims({ tid: '99999999-0000-4000-8000-000000000000', scp })}.x`;
  expect(await checks(elsewhere)).toEqual(['Entra ID: tenant ok', 'Entra ID: sign-in SFM-SIGN-IN-TENANT']);

  const without = await refusal(connection.sendRequest(TEST_CONNECTION, request(undefined)));
  expect(without.message).toContain('signs in with an account, and there is none');
  const broken = await refusal(connection.sendRequest(TEST_CONNECTION, request('a\r\nhost: b')));
  expect(broken.message).toContain('the parameters do not fit at secrets.GRAPH_TOKEN');

  write({ contoso, account: { ...account, entraId: { ...account.entraId, tenant: 'fabrikam.example' } } });
  const changed = await refusal(connection.sendRequest(TEST_CONNECTION, request(await sandbox.token())));
  expect(changed.data?.code).toBe('SFM-CONNECTION-CHANGED');
});

test('a token is asked for once, whatever is done with the connection; another secret has none of it', async () => {
  const clientId = 'engine-key';
  const { certificate, privateKey } = testCertificate;
  await sandbox.control('/sandbox/oauth-clients', 'POST', { clientId, certificate });
  const { successFactors: host, company } = sandbox.announcement;
  const signed = { production: false, successFactors: { host, company, user: 'sfapi', auth: 'oauth-saml', clientId } };
  const { mapping } = project('signed', { signed });
  const infos = await connection.sendRequest<ConnectionsResult>(CONNECTIONS, { mapping });
  const info = infos.find(({ name }) => name === 'signed');
  const request = (key: string): Target => ({
    mapping,
    connection: 'signed',
    secrets: { SF_PRIVATE_KEY: key },
    seen: { environment: 'test', bindings: info?.secrets.map(({ binding }) => binding) ?? [] },
  });
  const tokens = async () => {
    const { requests } = (await sandbox.state()) as { requests: { url: string }[] };
    return requests.filter(({ url }) => url.includes('/oauth/token')).length;
  };
  const fetched = (key: string) => connection.sendRequest(FETCH_PERSON, { ...request(key), person: '100101' });
  expect(await tokens()).toBe(0);
  for (let times = 0; times < 3; times += 1) await fetched(privateKey);
  expect(await tokens()).toBe(1);
  await sandbox.control('/sandbox/tokens', 'DELETE');
  await fetched(privateKey);
  await fetched(privateKey);
  expect(await tokens()).toBe(2);
  // A test of the connection tests the sign-in.
  expect((await connection.sendRequest<TestConnectionResult>(TEST_CONNECTION, request(privateKey))).ok).toBe(true);
  expect(await tokens()).toBe(3);

  const { privateKey: other } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = other.export({ type: 'pkcs8', format: 'pem' }).toString();
  const refused = await connection.sendRequest<TestConnectionResult>(TEST_CONNECTION, request(pem));
  expect(refused.checks.at(-1)).toMatchObject({ ok: false, code: 'SFM-SIGN-IN-KEY' });
  expect((await refusal(fetched(pem))).data?.code).toBe('SFM-SIGN-IN-KEY');

  const none = await refusal(connection.sendRequest(TEST_CONNECTION, request('no key')));
  expect(none.data?.code).toBe('SFM-KEY');
});

test('a connection that cannot be used is shown with its problem, and the others work', async () => {
  const host = 'api4preview.sapsf.com';
  const { mapping, write } = project('unusable', {
    signed: { successFactors: { host, company: 'contosoT1', auth: 'oauth-saml', clientId: 'x', user: 'sfapi' } },
    lacking: { successFactors: { host, company: 'contosoT1', auth: 'oidc', clientId: 'x' } },
    strange: { successFactors: { host: 'evil.example', company: 'contosoT1', user: 'sfapi' } },
  });
  const infos = await connection.sendRequest<ConnectionsResult>(CONNECTIONS, { mapping });
  expect(infos.map(({ name, problem }) => [name, problem === undefined])).toEqual([
    ['sandbox', true],
    ['contoso', true],
    ['signed', true],
    ['lacking', false],
    ['strange', false],
  ]);
  expect(infos[2]?.secrets).toEqual([
    {
      name: 'SF_PRIVATE_KEY',
      binding: `successfactors-oauth|${host}|contosoT1|sfapi|x`,
      prompt: `Private key in PEM of client x for SuccessFactors contosoT1 (${host})`,
    },
  ]);
  expect(infos[3]?.problem).toContain('tokenUrl is missing');
  expect(infos[3]?.secrets).toEqual([]);

  for (const broken of ['{"connections": {', '{"connections": {"a": 1}}']) {
    write(broken);
    const rest = await connection.sendRequest<ConnectionsResult>(CONNECTIONS, { mapping });
    expect(rest.map(({ name, problem }) => [name, problem === undefined])).toEqual([
      ['sandbox', true],
      ['sfmap.json', false],
    ]);
    const { text } = target('scenario-1').mapping;
    const beside = { ...target('scenario-1'), mapping: { path: mapping.path, text } };
    expect((await plan({ ...beside, people: ['100101'] })).people).toBe(1);
    expect((await refusal(plan({ ...beside, connection: 'contoso' }))).data?.code).toBe('SFM-CONFIG');
  }
});
