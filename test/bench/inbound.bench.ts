import { join } from 'node:path';
import { type Goal, type Row, ratio, report } from './measure.ts';
import { type Measured, TenantProcess } from './tenant-process.ts';

// The tenant and each command are processes of their own. SFMAP_BENCH_PEOPLE=1000 makes a short run of it.
const asked = Number(process.env['SFMAP_BENCH_PEOPLE'] ?? 0);
// The smallest run is what the growth of the others is measured by.
const sizes = asked > 1_000 ? [1_000, asked] : asked > 0 ? [asked] : [1_000, 10_000, 100_000];
const mapping = join('test', 'bench', 'inbound.sfmap');
const memoryGoal = 300;
const growthGoal = 1.3;

const phases = [
  'first full sync',
  'full sync without changes',
  'incremental, nothing changed',
  'incremental, 1 % changed',
] as const;
type Phase = (typeof phases)[number];

/** A few people of the sandbox have two accounts, or none that can be told to be theirs: exit 1 is told for them. */
const fine = [0, 1];

/** Syncs everybody twice, then whoever has changed: nobody, and one in a hundred. */
async function wholeRun(people: number): Promise<Readonly<Record<Phase, Measured>>> {
  const tenant = await TenantProcess.start(people);
  const sync = (mode: string) => tenant.run(['sync', mapping, '--connection', 'sandbox', mode, '--yes'], fine);
  try {
    const first = await sync('--full');
    const again = await sync('--full');
    const nothing = await sync('--incremental');
    await changeSome(tenant, people / 100);
    const changed = await sync('--incremental');
    return {
      'first full sync': first,
      'full sync without changes': again,
      'incremental, nothing changed': nothing,
      'incremental, 1 % changed': changed,
    };
  } finally {
    await tenant.stop();
  }
}

/** Gives some people another job. */
async function changeSome(tenant: TenantProcess, count: number): Promise<void> {
  const { people } = (await tenant.control(`state?limit=${count * 3 + 100}`)) as {
    people: { situation: string; personIdExternal: string }[];
  };
  const on = new Date().toISOString().slice(0, 10);
  const plain = people.filter(({ situation }) => situation === 'plain').slice(0, count);
  const events = plain.map(({ personIdExternal: person }) => ({ kind: 'move', person, on, title: 'Somebody Else' }));
  await tenant.control('hr', { events });
}

async function main(): Promise<void> {
  const rows: Row[] = [];
  const first = new Map<Phase, number>();
  for (const people of sizes) {
    const measured = await wholeRun(people);
    for (const phase of phases) {
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
          'highest memory': `${memory.toFixed(0)} MB`,
          'our processor time of it': `${Math.round((own / seconds) * 100)} %`,
        },
      });
    }
  }
  report({
    title: 'Sync: full and incremental',
    about:
      'Everybody of a tenant in another process, with the built command line: read, matched, compared, written with a journal and ' +
      `read back. People are those of the tenant, also where few are read. The goals are ${memoryGoal} MB at any size and a time that grows with the people alone.`,
    rows,
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
