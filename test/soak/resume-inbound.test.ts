import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PersonPreview } from '../../server/src/provisioning/plan/person-preview.ts';
import type { Plan } from '../../server/src/provisioning/plan/plan.ts';
import { useTenant } from '../cli/support/set-up.ts';
import { KilledRuns } from '../support/killed-runs.ts';
import { soak } from '../support/soak.ts';

// The process of an inbound run is killed at random moments while Entra ID fails now and then, and the run goes on each
// time: in the end the directory is as the plan says, nobody has two accounts, and the journal says what the directory
// holds. Then the undo is killed alike.

const { numRuns: kills, seed } = soak(2, 100);
const crowd = kills > 2 ? 300 : 30;
const tenant = useTenant('--people', String(crowd), '--seed', String(seed));
const { sfmap } = tenant;

const mapping = `provision SuccessFactors -> EntraID
actions create, update, disable
limits {
  create <= 1000
  update <= 1000
  disable <= 1000
}
map {
  mailNickname      <- [personIdExternal] match 1
  userPrincipalName <- Join("", "n", [personIdExternal], "@contoso.example")
  displayName       <- Join(" ", [firstName], [lastName])
  jobTitle          <- [jobTitle]
  accountEnabled    <- "True"
  manager           <- [manager]
}
`;

interface Account {
  readonly id: string;
  readonly mailNickname: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly manager?: { readonly id: string };
}

/** Every account of the directory, as Graph tells it. */
async function directory(): Promise<readonly Account[]> {
  const select = 'id,userPrincipalName,mailNickname,displayName,jobTitle,accountEnabled';
  const accounts: Account[] = [];
  let next: string | undefined = `users?$top=500&$select=${select}&$expand=manager($select=id)`;
  while (next !== undefined) {
    const page = (await (await tenant.sandbox.graph(next)).json()) as { value: Account[]; '@odata.nextLink'?: string };
    accounts.push(...page.value);
    next = page['@odata.nextLink'];
  }
  return accounts.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function arm(rate: number): Promise<void> {
  for (const kind of ['502', '503', 'drop', 'batch-503', 'batch-429']) {
    await tenant.sandbox.control('/sandbox/faults', 'POST', { kind, rate, system: 'graph', seconds: 1 });
  }
}
const disarm = () => tenant.sandbox.control('/sandbox/faults', 'DELETE');
const runs = new KilledRuns(sfmap, seed, disarm);

type PlanFile = Omit<Plan, 'people'> & { readonly people: readonly PersonPreview[] };

/** What of a plan the directory does not hold as planned. */
function missing(plan: PlanFile, accounts: readonly Account[]): readonly string[] {
  const byName = Map.groupBy(accounts, (account) => account.mailNickname);
  return plan.people.flatMap(({ personIdExternal, calls }) =>
    calls.flatMap(({ records }) =>
      records.flatMap(({ entity, after }) => {
        const [account, second] = byName.get(personIdExternal ?? '') ?? [];
        if (account === undefined || second !== undefined) return [`${personIdExternal}: none, or two accounts`];
        if (entity === 'Manager') {
          const person = after !== null && 'managerPerson' in after ? String(after['managerPerson']) : '';
          const manager = byName.get(person)?.[0]?.id;
          return account.manager?.id === manager ? [] : [`${personIdExternal}: manager ${account.manager?.id}`];
        }
        const displayName = new Map<string, unknown>(Object.entries(after ?? {})).get('displayName');
        return account.displayName === displayName ? [] : [`${personIdExternal}: ${account.displayName}`];
      }),
    ),
  );
}

interface Logged {
  readonly totals: { readonly rows: Readonly<Record<string, number>> };
  readonly people: readonly { readonly records: readonly { readonly state: string }[] }[];
}

test('an inbound run that is killed and resumed again and again ends as its plan says, and its undo too', {
  timeout: 3_600_000,
}, async () => {
  const file = join(sfmap.folder, 'kill-inbound.sfmap');
  const plan = join(sfmap.folder, 'kill-inbound.json');
  writeFileSync(file, mapping);
  const before = await directory();
  for (let round = 0; round === 0 || runs.killed < kills; round += 1) {
    await disarm();
    const made = await sfmap.run(['plan', file, '--connection', 'sandbox', '--all', '--force', '--out', plan]);
    expect(made.err).not.toContain('sfmap:');
    const planned: PlanFile = JSON.parse(readFileSync(plan, 'utf8'));
    expect(planned.totals.rows).toBeGreaterThan(crowd);

    await arm(0.02);
    const most = Math.ceil(kills * 0.6) + runs.killed;
    const applied = await runs.finish(['apply', plan, '--yes'], most, ({ undoes }) => undoes === undefined);
    await disarm();
    const after = await directory();
    expect(missing(planned, after)).toEqual([]);
    // Of a few who have left the tenant gives no termination node, and a full cycle does not ask for them.
    expect(planned.people.length).toBeGreaterThan(crowd * 0.95);
    expect(after.length - before.length).toBe(planned.people.length);
    const journal: Logged = JSON.parse((await sfmap.run(['log', applied.run, '--format', 'json'])).out);
    const written = { planned: planned.totals.rows, written: planned.totals.rows };
    expect(journal.totals.rows).toMatchObject(written);

    await arm(0.02);
    await runs.finish(
      ['undo', applied.run, '--yes'],
      Math.max(kills, runs.killed),
      ({ undoes }) => undoes === applied.run,
    );
    await disarm();
    expect(await directory()).toEqual(before);
  }
  expect(runs.killed).toBeGreaterThanOrEqual(kills);
  process.stdout.write(runs.toString());
});
