import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../server/src/core/json.ts';
import type { PersonPreview } from '../../server/src/provisioning/plan/person-preview.ts';
import type { Plan } from '../../server/src/provisioning/plan/plan.ts';
import { isAsMeant } from '../../server/src/provisioning/plan/row-values.ts';
import { type PersonRows, personRows, rowExpand } from '../../server/src/provisioning/writeback/rows.ts';
import { presentRow } from '../../server/src/provisioning/writeback/upsert-record.ts';
import { personKey } from '../../server/src/systems/successfactors/person-key.ts';
import { useTenant } from '../cli/support/set-up.ts';
import type { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { KilledRuns } from '../support/killed-runs.ts';
import { soak } from '../support/soak.ts';

// The process of a run is killed at random moments while the tenant fails now and then, and the run goes on each time: in
// the end the tenant is as the plan says, and the journal says what the tenant holds. Then the undo is killed alike.

const { numRuns: kills, seed } = soak(5, 100);
const crowd = kills > 5 ? 500 : 40;
const tenant = useTenant('--people', String(crowd), '--seed', String(seed));
const { sfmap } = tenant;

const mapping = `provision EntraID -> SuccessFactors
param businessEmailType
param businessPhoneType
param cellPhoneType
map {
  personIdExternal       <- [employeeId] match 1
  email                  <- Join("", "changed.", [mail])
  emailType              <- "{{businessEmailType}}"
  emailIsPrimary         <- "true"
  businessPhoneNumber    <- Join("", "+49 30 ", [employeeId])
  businessPhoneType      <- "{{businessPhoneType}}"
  businessPhoneIsPrimary <- "false"
  cellPhoneNumber        <- Join("", "+49 171 ", [employeeId])
  cellPhoneType          <- "{{cellPhoneType}}"
  cellPhoneIsPrimary     <- "true"
}
`;

async function truth(sandbox: RunningSandbox): Promise<Map<string, PersonRows>> {
  const people = new Map<string, PersonRows>();
  const start = `${sandbox.announcement.successFactors}/odata/v2/PerPerson?$format=json&$expand=${rowExpand(false)}`;
  const byType = (a: { type: string }, b: { type: string }) => (a.type < b.type ? -1 : 1);
  for (let url: string | undefined = start; url !== undefined; ) {
    const answer = await fetch(url, { headers: { authorization: sandbox.basic } });
    const { d } = (await answer.json()) as { d: { results: JsonObject[]; __next?: string } };
    for (const person of d.results) {
      const rows = personRows(person, false);
      const sorted = { emails: [...rows.emails].sort(byType), phones: [...rows.phones].sort(byType) };
      people.set(personKey(person), { ...rows, ...sorted });
    }
    url = d.__next;
  }
  return new Map([...people].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function arm(rate: number): Promise<void> {
  for (const kind of ['500', '502', '503', 'drop', 'drop-mid-page']) {
    await tenant.sandbox.control('/sandbox/faults', 'POST', { kind, rate, system: 'successfactors' });
  }
}
const disarm = () => tenant.sandbox.control('/sandbox/faults', 'DELETE');

const runs = new KilledRuns(sfmap, seed, disarm);

/** A plan as its file is read by anybody. */
type PlanFile = Omit<Plan, 'people'> & { readonly people: readonly PersonPreview[] };

/** The records of a plan that the tenant does not hold as planned. */
function missing(plan: PlanFile, rows: ReadonlyMap<string, PersonRows>): readonly string[] {
  return plan.people.flatMap(({ personIdExternal, calls }) =>
    calls.flatMap(({ records }) =>
      records.flatMap((record) => {
        const now = rows.get(personIdExternal ?? '');
        const row = now === undefined ? null : presentRow(record, now);
        return isAsMeant(record.after, row) ? [] : [`${personIdExternal} ${record.entity} ${JSON.stringify(row)}`];
      }),
    ),
  );
}

interface Logged {
  readonly totals: { readonly rows: Readonly<Record<string, number>> };
  readonly people: readonly {
    readonly person: string;
    readonly records: readonly { readonly after: unknown; readonly state: string; readonly entity: string }[];
  }[];
}

async function journalOf(run: string): Promise<Logged> {
  const logged = await sfmap.run(['log', run, '--format', 'json']);
  return JSON.parse(logged.out);
}

test('a run that is killed and resumed again and again ends as its plan says, and its undo too', {
  timeout: 3_600_000,
}, async () => {
  const file = join(sfmap.folder, 'kill.sfmap');
  const plan = join(sfmap.folder, 'kill.json');
  writeFileSync(file, mapping);
  const before = await truth(tenant.sandbox);
  for (let round = 0; round === 0 || runs.killed < kills; round += 1) {
    await disarm();
    const flags = ['--connection', 'sandbox', '--all', '--switch-primary', '--force'];
    const made = await sfmap.run(['plan', file, ...flags, '--out', plan]);
    expect(made.err).not.toContain('sfmap:');
    const planned: PlanFile = JSON.parse(readFileSync(plan, 'utf8'));
    expect(planned.totals.rows).toBeGreaterThan(crowd);

    await arm(0.02);
    const applied = await runs.finish(
      ['apply', plan, '--yes'],
      Math.ceil(kills * 0.6) + runs.killed,
      ({ undoes }) => undoes === undefined,
    );
    await disarm();
    const after = await truth(tenant.sandbox);
    expect(missing(planned, after)).toEqual([]);
    const journal = await journalOf(applied.run);
    expect(journal.totals.rows).toMatchObject({ planned: planned.totals.rows, failed: 0, unknown: 0, skipped: 0 });
    const kept = journal.people.filter(({ records }) => records.length > 0);
    expect(kept.map(({ person, records }) => [person, records.map((record) => record.after)])).toEqual(
      planned.people
        .filter(({ calls }) => calls.length > 0)
        .map(({ personIdExternal, calls }) => [
          personIdExternal,
          calls.flatMap(({ records }) => records.map((record) => record.after)),
        ]),
    );
    for (const { state: verdict } of kept.flatMap(({ records }) => records)) expect(verdict).toBe('written');

    await arm(0.02);
    await runs.finish(
      ['undo', applied.run, '--yes'],
      Math.max(kills, runs.killed),
      ({ undoes }) => undoes === applied.run,
    );
    await disarm();
    expect(await truth(tenant.sandbox)).toEqual(before);
  }
  expect(runs.killed).toBeGreaterThanOrEqual(kills);
  process.stdout.write(runs.toString());
});
