import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { UserOrder } from '../../server/src/provisioning/ports.ts';
import { EntraDirectoryClient } from '../../server/src/systems/entra/entra-directory.ts';
import { createHttp, defaultLimits } from '../../server/src/systems/http.ts';
import { type Goal, ms, type Row, ratio, report, spread } from './measure.ts';

// The tenant is a process of its own. SFMAP_BENCH_PEOPLE=1000 makes a short run of it.
const asked = Number(process.env['SFMAP_BENCH_PEOPLE'] ?? 0);
const people = asked > 0 ? asked : 51_000;
const updates = asked > 0 ? asked : 10_000;
const changed = Math.ceil(people / 100);
const pageSize = 500;
const batchSize = 20;
const memoryGoal = 250;
const select = [
  'displayName',
  'userPrincipalName',
  'mail',
  'employeeId',
  'department',
  'businessPhones',
  'mobilePhone',
  'onPremisesSyncEnabled',
];
const memory = () => process.memoryUsage.rss() / 2 ** 20;
const perSecond = (count: number, milliseconds: number) =>
  Math.round((count / milliseconds) * 1000).toLocaleString('en-US');

interface Tenant {
  readonly graph: string;
  readonly token: string;
  readonly stop: () => Promise<void>;
}

async function startTenant(): Promise<Tenant> {
  const args = [join('dist', 'sandbox.cjs'), '--json', '--port', '0', '--people', String(people)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string>((resolve) => void lines.once('line', resolve));
  const { graph, tenant, clientId, clientSecret } = JSON.parse(line);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  const answer = await fetch(`${graph}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { graph, token, stop };
}

function clientOf({ graph, token }: Tenant): EntraDirectoryClient {
  const signIn = { authorization: async () => `Bearer ${token}`, forget: () => undefined };
  return new EntraDirectoryClient({ graph, signIn }, createHttp({ system: 'Microsoft Graph', limits: defaultLimits }));
}

interface Run {
  readonly count: number;
  readonly total: number;
  readonly parts: readonly number[];
  readonly memory: number;
}

/** Everybody through the client. A page is over when its last user was taken. */
async function readThroughClient(tenant: Tenant): Promise<Run & { readonly ids: readonly string[] }> {
  const client = clientOf(tenant);
  // The first request loads axios, and the tenant makes its people.
  await client.countUsers();
  const parts: number[] = [];
  const ids: string[] = [];
  const begun = performance.now();
  let count = 0;
  let last = begun;
  let most = 0;
  for await (const user of client.users(select, undefined, pageSize)) {
    count += 1;
    // What Active Directory holds, Graph does not change.
    if (user['onPremisesSyncEnabled'] !== true) ids.push(String(user['id']));
    if (count % pageSize !== 0) continue;
    parts.push(performance.now() - last);
    last = performance.now();
    most = Math.max(most, memory());
  }
  return { ids, count, total: performance.now() - begun, parts, memory: most };
}

/** Pages from an address on, downloaded and parsed and nothing else. */
async function download({ token }: Tenant, first: string): Promise<Run> {
  const parts: number[] = [];
  const begun = performance.now();
  let count = 0;
  for (let url: string | undefined = first; url !== undefined; ) {
    const start = performance.now();
    const answer: Response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const page = JSON.parse(await answer.text()) as { value: unknown[]; '@odata.nextLink'?: string };
    count += page.value.length;
    parts.push(performance.now() - start);
    url = page['@odata.nextLink'];
  }
  return { count, total: performance.now() - begun, parts, memory: memory() };
}

async function reading(tenant: Tenant): Promise<readonly string[]> {
  const through = await readThroughClient(tenant);
  const query = `$select=${['id', ...select].join('%2C')}&$top=${pageSize}`;
  await download(tenant, `${tenant.graph}/v1.0/users?$top=1&$filter=employeeId+eq+'none'`);
  const alone = await download(tenant, `${tenant.graph}/v1.0/users?${query}`);
  if (through.count !== alone.count) throw new Error(`${through.count} of ${alone.count} users were read.`);
  const half = Math.ceil(through.parts.length / 2);
  const drift = spread(through.parts.slice(half)).p50 / (spread(through.parts.slice(0, half)).p50 || 1);
  const factor = through.total / alone.total;
  const goals: Goal[] = [
    { what: 'memory of the client while it reads users of Graph, MB', measured: through.memory, goal: memoryGoal },
    { what: 'reading users of Graph, ratio to downloading and parsing', measured: factor, goal: 1.3 },
  ];
  const { p50, p95 } = spread(through.parts);
  const row: Row = {
    name: `${through.count.toLocaleString('en-US')} users`,
    goals,
    cells: {
      'users a second': perSecond(through.count, through.total),
      'a page, p50': ms(p50),
      'a page, p95': ms(p95),
      'second half to first half': ratio(drift),
      'memory of the client': `${through.memory.toFixed(0)} MB`,
      'download and parse alone': `${perSecond(alone.count, alone.total)} a second`,
      'ratio to it': ratio(factor),
    },
  };
  report({
    title: 'Microsoft Graph: read all users',
    about: `A full read in pages of ${pageSize} with ${select.length} properties, from a tenant in another process. The goals are ${memoryGoal} MB and 1.3 times a loop that only downloads and parses the same pages.`,
    rows: [row],
  });
  return through.ids;
}

const orderOf = (id: string, round: number): UserOrder => ({
  kind: 'update',
  id,
  values: new Map([['department', `Department ${round}`]]),
});

/** Updates through the client, some batches at a time as a run that keeps a journal does. */
async function updateThroughClient(tenant: Tenant, ids: readonly string[], round: number): Promise<Run> {
  const client = clientOf(tenant);
  const parts: number[] = [];
  const begun = performance.now();
  let most = 0;
  for (let at = 0; at < ids.length; at += batchSize) {
    const start = performance.now();
    const results = await client.write(ids.slice(at, at + batchSize).map((id) => orderOf(id, round)));
    const open = results.find(({ state }) => state !== 'done');
    if (open !== undefined && 'problem' in open) throw open.problem;
    parts.push(performance.now() - start);
    most = Math.max(most, memory());
  }
  return { count: ids.length, total: performance.now() - begun, parts, memory: most };
}

/** The same batches, sent and their answers parsed and nothing else. */
async function updateAlone({ graph, token }: Tenant, ids: readonly string[], round: number): Promise<Run> {
  const parts: number[] = [];
  const begun = performance.now();
  for (let at = 0; at < ids.length; at += batchSize) {
    const start = performance.now();
    const requests = ids.slice(at, at + batchSize).map((id, index) => ({
      id: String(index + 1),
      method: 'PATCH',
      url: `/users/${id}`,
      headers: { 'Content-Type': 'application/json' },
      body: { department: `Department ${round}` },
    }));
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${graph}/v1.0/$batch`, { method: 'POST', headers, body: JSON.stringify({ requests }) });
    JSON.parse(await answer.text());
    parts.push(performance.now() - start);
  }
  return { count: ids.length, total: performance.now() - begun, parts, memory: memory() };
}

async function updating(tenant: Tenant, ids: readonly string[]): Promise<void> {
  const chosen = ids.slice(0, updates);
  const alone = await updateAlone(tenant, chosen, 1);
  const through = await updateThroughClient(tenant, chosen, 2);
  const factor = through.total / alone.total;
  const { p50, p95 } = spread(through.parts);
  const goals: Goal[] = [{ what: 'updates of Graph in batches, ratio to sending alone', measured: factor, goal: 1.5 }];
  const row: Row = {
    name: `${chosen.length.toLocaleString('en-US')} updates`,
    goals,
    cells: {
      'users a second': perSecond(chosen.length, through.total),
      [`a batch of ${batchSize}, p50`]: ms(p50),
      p95: ms(p95),
      'memory of the client': `${through.memory.toFixed(0)} MB`,
      'send and parse alone': `${perSecond(chosen.length, alone.total)} a second`,
      'ratio to it': ratio(factor),
    },
  };
  report({
    title: 'Microsoft Graph: update users',
    about: `One property of each user, in JSON batches of ${batchSize}, one batch after the other; a real tenant allows fewer a minute.`,
    rows: [row],
  });
}

async function changes(tenant: Tenant, ids: readonly string[]): Promise<void> {
  const client = clientOf(tenant);
  const times: number[] = [];
  const alone: number[] = [];
  const chosen = ids.slice(0, changed);
  for (let round = 0; round < 10; round += 1) {
    const start = await client.fromNow(['department']);
    await updateAlone(tenant, chosen, 100 + round);
    const begun = performance.now();
    const answer = await client.changes(['department'], start);
    times.push(performance.now() - begun);
    if (answer.state !== 'changes' || answer.changes.length !== chosen.length)
      throw new Error(`The changes of ${chosen.length} users were not told.`);
    alone.push((await download(tenant, start)).total);
  }
  const { p50, p95 } = spread(times);
  const factor = p50 / spread(alone).p50;
  const goals: Goal[] = [{ what: 'changes of 1 % of the users, ratio to downloading', measured: factor, goal: 1.5 }];
  const row: Row = {
    name: `${chosen.length.toLocaleString('en-US')} of ${people.toLocaleString('en-US')} users changed`,
    goals,
    cells: {
      'changes a second': perSecond(chosen.length, p50),
      p50: ms(p50),
      p95: ms(p95),
      'ratio to downloading alone': ratio(factor),
    },
  };
  report({
    title: 'Microsoft Graph: what has changed',
    about: 'The delta of 1 % of the users since the last round, ten rounds.',
    rows: [row],
  });
}

async function main(): Promise<void> {
  const tenant = await startTenant();
  try {
    const ids = await reading(tenant);
    await updating(tenant, ids);
    await changes(tenant, ids);
  } finally {
    await tenant.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
