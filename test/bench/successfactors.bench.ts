import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { JsonObject } from '../../server/src/core/json.ts';
import { createHttp, defaultLimits } from '../../server/src/systems/http.ts';
import { EmployeeCentralClient } from '../../server/src/systems/successfactors/employee-central.ts';
import { personKey } from '../../server/src/systems/successfactors/person-key.ts';
import { BasicSignIn } from '../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { type Goal, ms, type Row, ratio, report, spread } from './measure.ts';

// The tenant is a process of its own. SFMAP_BENCH_PEOPLE=1000 makes a short run of it.
const asked = Number(process.env['SFMAP_BENCH_PEOPLE'] ?? 0);
const sizes = asked > 0 ? [asked] : [10_000, 100_000];
const writes = asked > 0 ? asked : 10_000;
const expand = ['personalInfoNav', 'emailNav', 'phoneNav', 'employmentNav/userNav', 'employmentNav/jobInfoNav'];
const pageSize = 200;
const batch = 100;
const memoryGoal = 250;
const memory = () => process.memoryUsage.rss() / 2 ** 20;

interface Tenant {
  readonly origin: string;
  readonly company: string;
  readonly user: string;
  readonly password: string;
  /** Milliseconds from the start of the process to its announcement. */
  readonly started: number;
  readonly stop: () => Promise<void>;
}

async function startTenant(people: number, ...flags: readonly string[]): Promise<Tenant> {
  const begun = performance.now();
  const args = [join('dist', 'sandbox.cjs'), '--json', '--port', '0', '--people', String(people), ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string>((resolve) => void lines.once('line', resolve));
  const { successFactors: origin, company, user, password } = JSON.parse(line);
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { origin, company, user, password, started: performance.now() - begun, stop };
}

function clientOf({ origin, company, user, password }: Tenant): EmployeeCentralClient {
  const http = createHttp({ system: 'SuccessFactors', limits: defaultLimits });
  return new EmployeeCentralClient({ origin, signIn: new BasicSignIn({ company, user, password }) }, http);
}

interface Reading {
  readonly people: number;
  readonly total: number;
  readonly pages: readonly number[];
  readonly memory: number;
}

/** Everybody through the client. A page is over when its last row was taken. */
async function readThroughClient(tenant: Tenant): Promise<Reading> {
  const pages: number[] = [];
  const query = { $expand: expand.join(',') };
  const begun = performance.now();
  let people = 0;
  let last = begun;
  let most = 0;
  for await (const _ of clientOf(tenant).all({ path: 'PerPerson', query, key: personKey, pageSize })) {
    people += 1;
    if (people % pageSize !== 0) continue;
    pages.push(performance.now() - last);
    last = performance.now();
    most = Math.max(most, memory());
  }
  return { people, total: performance.now() - begun, pages, memory: most };
}

/** The same pages, downloaded and parsed and nothing else. */
async function readAlone({ origin, company, user, password }: Tenant): Promise<Reading> {
  const authorization = `Basic ${Buffer.from(`${user}@${company}:${password}`).toString('base64')}`;
  const pages: number[] = [];
  const options = `$format=json&$expand=${encodeURIComponent(expand.join(','))}&paging=snapshot&customPageSize=${pageSize}`;
  const begun = performance.now();
  let people = 0;
  let cookie = '';
  for (let url: string | undefined = `${origin}/odata/v2/PerPerson?${options}`; url !== undefined; ) {
    const start = performance.now();
    const answer: Response = await fetch(url, { headers: { authorization, cookie } });
    const set = answer.headers.getSetCookie().map((line) => line.split(';', 1)[0]);
    if (set.length > 0) cookie = set.join('; ');
    const { d } = JSON.parse(await answer.text()) as { d: { results: unknown[]; __next?: string } };
    people += d.results.length;
    pages.push(performance.now() - start);
    url = d.__next;
  }
  return { people, total: performance.now() - begun, pages, memory: memory() };
}

async function reading(): Promise<void> {
  const rows: Row[] = [];
  const starts: Row[] = [];
  for (const size of sizes) {
    const tenant = await startTenant(size);
    const name = `${size.toLocaleString('en-US')} people`;
    starts.push({ name, cells: { start: ms(tenant.started) } });
    const through = await readThroughClient(tenant);
    const alone = await readAlone(tenant);
    await tenant.stop();
    if (through.people !== size || alone.people !== size)
      throw new Error(`${through.people} of ${size} people were read.`);
    const client = spread(through.pages);
    const half = Math.ceil(through.pages.length / 2);
    const drift = spread(through.pages.slice(half)).p50 / spread(through.pages.slice(0, half)).p50;
    const factor = through.total / alone.total;
    const goals: Goal[] = [
      { what: `memory of the client at ${name}, MB`, measured: through.memory, goal: memoryGoal },
      { what: `ratio to downloading and parsing at ${name}`, measured: factor, goal: 1.3 },
    ];
    rows.push({
      name,
      goals,
      cells: {
        'people a second': Math.round((size / through.total) * 1000).toLocaleString('en-US'),
        'a page, p50': ms(client.p50),
        'a page, p95': ms(client.p95),
        'second half to first half': ratio(drift),
        'memory of the client': `${through.memory.toFixed(0)} MB`,
        'download and parse alone': `${Math.round((size / alone.total) * 1000).toLocaleString('en-US')} a second`,
        'ratio to it': ratio(factor),
      },
    });
  }
  report({
    title: 'SuccessFactors: start of the tenant',
    about: 'From the start of the sandbox to its announcement.',
    rows: starts,
  });
  report({
    title: 'SuccessFactors: read everybody',
    about:
      `A full read in snapshots of ${pageSize} people a page with five navigations, counted before and after, from a tenant in another ` +
      `process; most of a page's time is the tenant's own. The goals are ${memoryGoal} MB at any size and 1.3 times a loop that only downloads and parses the same pages.`,
    rows,
  });
}

/** Writes one e-mail address for each person in batches, and again whatever got no answer. */
async function writeAll(
  tenant: Tenant,
  ids: readonly string[],
): Promise<{ total: number; calls: number[]; failed: number }> {
  const client = clientOf(tenant);
  const calls: number[] = [];
  const begun = performance.now();
  let failed = 0;
  for (let at = 0; at < ids.length; at += batch) {
    const records = ids.slice(at, at + batch).map(
      (id): JsonObject => ({
        __metadata: { uri: `PerEmail(emailType='8447',personIdExternal='${id}')`, type: 'SFOData.PerEmail' },
        emailAddress: `bench.${id}@contoso.example`,
        isPrimary: false,
      }),
    );
    const start = performance.now();
    for (let left = 10; ; left -= 1) {
      try {
        const results = await client.upsert(records, true);
        failed += results.filter(({ ok }) => !ok).length;
        break;
      } catch (error) {
        // The rows are the same ones, so that writing them once more does no harm.
        if (left === 0) throw error;
      }
    }
    calls.push(performance.now() - start);
  }
  return { total: performance.now() - begun, calls, failed };
}

async function writing(): Promise<void> {
  const rows: Row[] = [];
  const faulty = ['503', '500', '502', '504', 'drop'].flatMap((kind) => ['--fault', `${kind}=0.01`]);
  for (const [name, flags] of [
    ['no faults', []],
    ['5 % faults', faulty],
  ] as const) {
    const tenant = await startTenant(writes, ...flags);
    const ids: string[] = [];
    for await (const row of clientOf(tenant).all({
      path: 'PerPerson',
      query: { $select: 'personIdExternal' },
      key: personKey,
      pageSize: 1000,
    })) {
      ids.push(personKey(row));
    }
    const { total, calls, failed } = await writeAll(tenant, ids);
    await tenant.stop();
    if (failed > 0) throw new Error(`${failed} records were refused.`);
    const { p50, p95 } = spread(calls);
    rows.push({
      name,
      cells: {
        'records a second': Math.round((ids.length / total) * 1000).toLocaleString('en-US'),
        [`a call of ${batch}, p50`]: ms(p50),
        p95: ms(p95),
      },
    });
  }
  report({
    title: `SuccessFactors: write ${writes.toLocaleString('en-US')} rows`,
    about: `Upserts of ${batch} records a call; with faults, a call that got no answer is sent again.`,
    rows,
  });
}

async function main(): Promise<void> {
  await reading();
  await writing();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
