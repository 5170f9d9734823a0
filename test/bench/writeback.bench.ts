import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Goal, type Row, ratio, report } from './measure.ts';

// The tenant and each command are processes of their own. SFMAP_BENCH_PEOPLE=1000 makes a short run of it.
const asked = Number(process.env['SFMAP_BENCH_PEOPLE'] ?? 0);
// The smallest run is what the growth of the others is measured by.
const sizes = asked > 1_000 ? [1_000, asked] : asked > 0 ? [asked] : [1_000, 10_000, 100_000];
const mapping = join('examples', 'writeback', 'scenario-2.sfmap');
const memoryGoal = 300;
const growthGoal = 1.3;
/** How late answers of a tenant far away come, in milliseconds. */
const late = 200;
const oneByOne = 'time, to that of waiting for its requests one by one';
const folder = mkdtempSync(join(tmpdir(), 'sfmap-bench-'));

interface Tenant {
  readonly origin: string;
  readonly graph: string;
  readonly requests: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

async function startTenant(people: number): Promise<Tenant> {
  const args = [join('dist', 'sandbox.cjs'), '--json', '--port', '0', '--people', String(people)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  const line = await new Promise<string>(
    (resolve) => void createInterface({ input: child.stdout }).once('line', resolve),
  );
  const { successFactors: origin, graph } = JSON.parse(line);
  const requests = async () => {
    const state = await (await fetch(`${origin}/sandbox/state?limit=1`)).json();
    return Number((state as { requestCount: number }).requestCount);
  };
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { origin, graph, requests, stop };
}

interface Measured {
  readonly seconds: number;
  /** Of the processor, in our process. */
  readonly own: number;
  /** Highest resident memory, MB. */
  readonly memory: number;
  readonly requests: number;
}

/** Written at the end of a process by itself: nobody else knows its highest memory. */
const meter = join(folder, 'meter.cjs');
writeFileSync(
  meter,
  `process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    require('node:fs').writeFileSync(process.env.SFMAP_METER, JSON.stringify({
      memory: process.resourceUsage().maxRSS / 1024, own: (user + system) / 1e6,
    }));
  });`,
);

async function command(tenant: Tenant, args: readonly string[], expected: readonly number[]): Promise<Measured> {
  const result = join(folder, 'meter.json');
  const before = await tenant.requests();
  const output = openSync(join(folder, 'output.txt'), 'w');
  const begun = performance.now();
  const child = spawn(process.execPath, ['--require', meter, join('dist', 'sfmap.cjs'), ...args], {
    stdio: ['ignore', output, 'pipe'],
    env: {
      ...process.env,
      SFMAP_SANDBOX_HOST: tenant.origin,
      SFMAP_SANDBOX_GRAPH: tenant.graph,
      SFMAP_STATE: join(folder, 'state'),
      SFMAP_METER: result,
    },
  });
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors = (errors + String(data)).slice(-2_000);
  });
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
  const seconds = (performance.now() - begun) / 1000;
  if (!expected.includes(code ?? -1)) throw new Error(`sfmap ${args.join(' ')} ended with ${code}:\n${errors}`);
  const { memory, own } = JSON.parse(readFileSync(result, 'utf8'));
  return { seconds, own, memory, requests: (await tenant.requests()) - before };
}

type Phase = 'preview' | 'plan' | 'apply';

/** Everybody of a tenant: looked at, planned, written. A few users of the sandbox have no person: exit 1 is told for them. */
async function wholeRun(people: number, answersLate = false): Promise<Readonly<Record<Phase, Measured>>> {
  const tenant = await startTenant(people);
  if (answersLate) {
    const fault = JSON.stringify({ kind: 'slow', ms: late, system: 'successfactors' });
    await fetch(`${tenant.origin}/sandbox/faults`, { method: 'POST', body: fault });
  }
  const plan = join(folder, `plan-${people}${answersLate ? '-late' : ''}.json`);
  const chosen = ['--connection', 'sandbox', '--all'];
  try {
    const preview = await command(tenant, ['preview', mapping, ...chosen], [0, 1]);
    const planned = await command(tenant, ['plan', mapping, ...chosen, '--out', plan], [0, 1]);
    const applied = await command(tenant, ['apply', plan, '--yes'], [0]);
    return { preview, plan: planned, apply: applied };
  } finally {
    await tenant.stop();
  }
}

/** A run with a tenant far away: how much of the waiting goes on side by side. */
async function lateRows(people: number): Promise<readonly Row[]> {
  const measured = await wholeRun(people, true);
  return (['preview', 'plan', 'apply'] as const).map((phase) => {
    const { seconds, own, memory, requests } = measured[phase];
    return {
      name: `${phase}, ${people.toLocaleString('en-US')} people, answers ${late} ms late`,
      goals: [],
      cells: {
        'people a second': Math.round(people / seconds).toLocaleString('en-US'),
        'requests a person': ratio(requests / people),
        'time of a person, to that of the smallest run': '–',
        [oneByOne]: ratio(seconds / ((requests * late) / 1000)),
        'highest memory': `${memory.toFixed(0)} MB`,
        'our processor time of it': `${Math.round((own / seconds) * 100)} %`,
      },
    };
  });
}

async function main(): Promise<void> {
  const rows: Row[] = [];
  const first = new Map<Phase, number>();
  for (const people of sizes) {
    const measured = await wholeRun(people);
    for (const phase of ['preview', 'plan', 'apply'] as const) {
      const { seconds, own, memory, requests } = measured[phase];
      const each = seconds / people;
      const growth = each / (first.get(phase) ?? each);
      if (!first.has(phase)) first.set(phase, each);
      const name = `${phase}, ${people.toLocaleString('en-US')} people`;
      const goals: Goal[] = [
        { what: `memory of ${name}, MB`, measured: memory, goal: memoryGoal },
        { what: `growth of ${name}`, measured: growth, goal: growthGoal },
      ];
      rows.push({
        name,
        goals,
        cells: {
          'people a second': Math.round(people / seconds).toLocaleString('en-US'),
          'requests a person': ratio(requests / people),
          'time of a person, to that of the smallest run': ratio(growth),
          [oneByOne]: '–',
          'highest memory': `${memory.toFixed(0)} MB`,
          'our processor time of it': `${Math.round((own / seconds) * 100)} %`,
        },
      });
    }
  }
  rows.push(...(await lateRows(sizes[1] ?? sizes[0] ?? 1_000)));
  report({
    title: 'Writeback: preview, plan, apply',
    about:
      'Everybody of a tenant in another process, with the built command line: text of a preview, a signed plan, its rows written with a ' +
      `journal and read back. The goals are ${memoryGoal} MB at any size and a time that grows with the people alone.`,
    rows,
  });
}

main()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
