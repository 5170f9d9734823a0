import { afterAll, expect, test } from 'vitest';
import { SfmapError } from '../../server/src/core/errors.ts';
import type { JsonObject } from '../../server/src/core/json.ts';
import type { Outcome } from '../../server/src/core/mapping/outcome.ts';
import { type PersonPreview, previewTotals } from '../../server/src/provisioning/plan/person-preview.ts';
import { makePlan, type Plan } from '../../server/src/provisioning/plan/plan.ts';
import { isAsMeant } from '../../server/src/provisioning/plan/row-values.ts';
import type { Journal } from '../../server/src/provisioning/ports.ts';
import type { RecordResult, RecordState } from '../../server/src/provisioning/run/run-result.ts';
import { applyPlan } from '../../server/src/provisioning/writeback/apply-plan.ts';
import { comparePerson } from '../../server/src/provisioning/writeback/compare-person.ts';
import { type PersonRows, personRows, rowExpand } from '../../server/src/provisioning/writeback/rows.ts';
import { presentRow } from '../../server/src/provisioning/writeback/upsert-record.ts';
import { createHttp, defaultLimits } from '../../server/src/systems/http.ts';
import { EmployeeCentralClient } from '../../server/src/systems/successfactors/employee-central.ts';
import { personKey } from '../../server/src/systems/successfactors/person-key.ts';
import { BasicSignIn } from '../../server/src/systems/successfactors/sign-in/basic-sign-in.ts';
import { dig, RunningSandbox } from '../sandbox/support/start-sandbox.ts';

// Everything that a tenant can do wrong, all at once: what was read and written is exactly right, or the run said what
// is missing. `npm test` takes one seed, `npm run soak` twenty.

const full = process.env['SFMAP_SOAK'] === 'full';
const first = full ? Number(process.env['SFMAP_SOAK_SEED'] ?? 1) : 7;
const seeds = Array.from({ length: full ? 20 : 1 }, (_, index) => first + index);
// A tenth of them meets every fault, too.
const crowd = full ? 2000 : 400;
const rate = 0.03;
const expand = rowExpand(true).join(',');

/** Time passes at once, but gives others their turn. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

function clientOf(sandbox: RunningSandbox): EmployeeCentralClient {
  const { successFactors: origin, company, user, password } = sandbox.announcement;
  const http = createHttp({ system: 'SuccessFactors', limits: defaultLimits, pause });
  return new EmployeeCentralClient({ origin, signIn: new BasicSignIn({ company, user, password }) }, http, { pause });
}

/** Everybody, read by this test alone, without faults and without the client. */
async function truth(sandbox: RunningSandbox): Promise<Map<string, JsonObject>> {
  const people = new Map<string, JsonObject>();
  const start = `${sandbox.announcement.successFactors}/odata/v2/PerPerson?$format=json&$expand=${expand}`;
  for (let url: string | undefined = start; url !== undefined; ) {
    const answer = await fetch(url, { headers: { authorization: sandbox.basic } });
    const { d } = (await answer.json()) as { d: { results: JsonObject[]; __next?: string } };
    for (const row of d.results) people.set(personKey(row), row);
    url = d.__next;
  }
  return people;
}

/** Switches on every fault that the sandbox knows, but the one that ends it. */
async function arm(sandbox: RunningSandbox): Promise<void> {
  const known = dig(await sandbox.state(), 'faultKinds', 'successfactors');
  const kinds = Array.isArray(known) ? known.filter((kind) => kind !== 'die-after-upserts') : [];
  expect(kinds.length).toBeGreaterThanOrEqual(10);
  for (const kind of kinds) {
    const answer = await sandbox.control('/sandbox/faults', 'POST', {
      kind,
      rate,
      ms: 5,
      seconds: 0,
      system: 'successfactors',
    });
    expect(answer.status).toBe(200);
  }
}
const disarm = (sandbox: RunningSandbox) => sandbox.control('/sandbox/faults', 'DELETE');

/** The rows of a person, in an order of their own: a tenant sends them in any. */
const rowsOf = (person: JsonObject) => {
  const rows = personRows(person, true);
  const byType = (a: { type: string }, b: { type: string }) => (a.type < b.type ? -1 : 1);
  const employments = [...rows.employments].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  return { ...rows, emails: [...rows.emails].sort(byType), phones: [...rows.phones].sort(byType), employments };
};
const allRows = (people: ReadonlyMap<string, JsonObject>) =>
  new Map([...people].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, person]) => [id, rowsOf(person)]));

/** A change of e-mail, both phones with a switch of the primary one, and the User, for everybody. */
function planFor(people: ReadonlyMap<string, JsonObject>): Plan {
  const value = (text: string): Outcome => ({ state: 'value', value: text });
  const previews: PersonPreview[] = [...people].map(([id, person], index) => {
    const cell = index % 20 === 0;
    const outcomes = new Map([
      ['email', value(`changed.${id}@contoso.example`)],
      ['emailType', value('8448')],
      ['emailIsPrimary', value('true')],
      ['businessPhoneNumber', value(`+49 30 ${id}`)],
      ['businessPhoneType', value('10605')],
      ['businessPhoneIsPrimary', value(String(!cell))],
      ['cellPhoneNumber', value(`+49 171 ${id}`)],
      ['cellPhoneType', value('10606')],
      ['cellPhoneIsPrimary', value(String(cell))],
      ['custom03', value(`changed ${id}`)],
    ]);
    return comparePerson({ name: id, userPrincipalName: '' }, rowsOf(person), outcomes, true);
  });
  return makePlan({
    preview: { people: previews, totals: previewTotals(previews, 0) },
    mapping: { file: 'soak.sfmap', sha256: '0'.repeat(64) },
    connection: { name: 'sandbox', environment: 'sandbox', host: '127.0.0.1', company: 'SANDBOX' },
    complete: true,
    created: new Date(0),
  });
}

/** The rows as the results say that they are. */
function told(results: readonly RecordResult[], rows: ReadonlyMap<string, PersonRows>): readonly string[] {
  return results.flatMap((result) => {
    const { personIdExternal, record, state, reason } = result;
    const now = rows.get(personIdExternal);
    const row = now === undefined ? null : presentRow(record, now);
    const isNew = isAsMeant(record.after, row);
    const isOld = isAsMeant(record.before, row);
    const right =
      state === 'written' || state === 'already'
        ? isNew
        : state === 'unknown'
          ? isNew || isOld
          : isOld && reason !== '';
    return right ? [] : [`${personIdExternal} ${record.entity} ${JSON.stringify(record.key)}: ${state}, ${reason}`];
  });
}

const journal: Journal = { intend: () => undefined, judge: () => undefined };
const done: ReadonlySet<RecordState> = new Set(['written', 'already']);
let ran = 0;
let whole = 0;

// A read or a run that gives up and says so is right too, but it must not be the rule.
afterAll(() => expect(whole).toBeGreaterThanOrEqual(Math.floor(ran / 2)));

test.each(seeds)(
  `reading and writing ${crowd} people while everything fails now and then, seed %d`,
  { timeout: 3_600_000 },
  async (seed) => {
    ran += 1;
    const demotes = seed % 2 === 0 ? ['--auto-demote'] : [];
    const sandbox = await RunningSandbox.start('--people', String(crowd), '--seed', String(seed), ...demotes);
    try {
      const before = await truth(sandbox);
      expect(before.size).toBe(crowd);

      await arm(sandbox);
      const read = new Map<string, JsonObject>();
      let twice = 0;
      let ended: unknown;
      try {
        const bulk = { path: 'PerPerson', query: { $expand: expand }, key: personKey, pageSize: 100 };
        for await (const row of clientOf(sandbox).all(bulk)) {
          if (read.has(personKey(row))) twice += 1;
          read.set(personKey(row), row);
        }
      } catch (error) {
        ended = error;
      }
      expect(twice).toBe(0);
      if (ended === undefined) expect(allRows(read)).toEqual(allRows(before));
      else expect(ended).toBeInstanceOf(SfmapError);

      const plan = planFor(before);
      const run = await applyPlan(plan, { employeeCentral: clientOf(sandbox), journal, progress: () => undefined });
      await disarm(sandbox);
      const after = allRows(await truth(sandbox));
      expect(run.records.length).toBeGreaterThan(crowd * 2);
      const records = [...run.records];
      expect(told(records, after)).toEqual([]);
      expect(untouched(plan, after)).toEqual(untouched(plan, allRows(before)));
      const open = records.filter(({ state }) => !done.has(state));
      if (ended === undefined && run.stopped === undefined) whole += 1;
      if (open.length === 0) return;

      // The same plan once more, in a tenant that behaves, writes what is missing and nothing else.
      expect(run.stopped ?? open[0]?.reason).toBeTruthy();
      const rest = await applyPlan(plan, { employeeCentral: clientOf(sandbox), journal, progress: () => undefined });
      const later = [...rest.records];
      expect(later.filter(({ state }) => !done.has(state))).toEqual([]);
      const last = allRows(await truth(sandbox));
      expect(told(later, last)).toEqual([]);
      expect(untouched(plan, last)).toEqual(untouched(plan, allRows(before)));
    } finally {
      await sandbox.stop();
    }
  },
);

/** The rows that the plan does not speak of. */
function untouched(plan: Plan, rows: ReadonlyMap<string, PersonRows>): readonly unknown[] {
  return [...plan.people].map(({ personIdExternal, calls }) => {
    const own = new Set<unknown>(calls.flatMap(({ records }) => records.flatMap(({ key }) => Object.values(key))));
    const person = rows.get(personIdExternal ?? '');
    return [person?.emails, person?.phones].map((list) => list?.filter(({ type }) => !own.has(type)));
  });
}
