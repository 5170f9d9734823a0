import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;

function written(name: string, text: string): string {
  const file = join(sfmap.folder, name);
  writeFileSync(file, text);
  return file;
}
const writeback = (name: string, scope: string) =>
  written(name, readFileSync(example('scenario-2'), 'utf8').replace('\nmap {', `\n${scope}\n\nmap {`));
const inbound = (name: string, rest: string) =>
  written(name, `provision SuccessFactors -> EntraID\n${rest}\nmap { employeeId <- [personIdExternal] match 1 }\n`);
const scopeOf = (file: string, ...more: string[]) => sfmap.run(['scope', file, '--connection', 'sandbox', ...more]);

interface Shown {
  readonly label: string;
  readonly groups: readonly string[];
  readonly shutOut: readonly { readonly group: string; readonly clause: string; readonly found: unknown }[];
}
const labels = (people: readonly Shown[]) => people.map(({ label }) => label.split(' · ')[1]).sort();

const twoGroups = 'scope { "Sales": [department] EQUALS "Sales EMEA" "Seattle": [city] EQUALS "Seattle" }';

describe('the scope of a writeback', () => {
  test('is told by group, and each clause with those whom it shuts out and what they have', async () => {
    const { out, code } = await scopeOf(writeback('groups.sfmap', twoGroups));
    expect(code).toBe(0);
    expect(out).toMatch(/groups\.sfmap: 4 of \d+ users of Entra ID contoso\.example \(sandbox\) are in scope\.\n/);
    expect(out).toContain("\nIn scope by Sales: 2\n  Rita Okafor · 100401\n  Daniel O'Connor · 101001\n");
    expect(out).toContain('\nShut out by [city] EQUALS "Seattle" (group Seattle): ');
    expect(out).toContain('  Ingrid Solberg · 100102  city is "Berlin"\n');
    expect(out).toContain('  Meeting Room Baltic · room.baltic@contoso.example  city is empty\n');
  });

  test('of one person says every group, also as JSON', async () => {
    const file = writeback('person.sfmap', twoGroups);
    const { out, code } = await scopeOf(file, ...persons('100102', 'nobody'), '--format', 'json');
    expect(code).toBe(1);
    const answer = JSON.parse(out);
    expect(answer).toMatchObject({ scoped: true, complete: false, totals: { people: 1, inScope: 0 } });
    expect(answer.missing).toMatchObject([{ asked: 'nobody', reason: expect.stringContaining('no user nobody') }]);
    expect(answer.people[0].shutOut).toEqual([
      { group: 'Sales', clause: '[department] EQUALS "Sales EMEA"', attribute: 'department', found: 'Operations' },
      { group: 'Seattle', clause: '[city] EQUALS "Seattle"', attribute: 'city', found: 'Berlin' },
    ]);
  });

  test('of a mapping without one is everybody', async () => {
    const { out } = await scopeOf(example('scenario-2'));
    expect(out).toMatch(/: (\d+) of \1 users of /);
    expect(out).toContain('The mapping has no scope, so everybody is in scope.');
  });

  test('a changed filter names whom it takes in and lets fall', async () => {
    const old = writeback('old.sfmap', 'scope { [city] EQUALS "Seattle", "Tokyo" }');
    const file = writeback('new.sfmap', twoGroups);
    const { out } = await scopeOf(file, '--compare', old);
    expect(out).toMatch(/Compared with .*old\.sfmap: 2 taken in, 1 let fall, 2 in scope as before\.\n/);
    expect(out).toContain('\nTaken in: 2\n  Rita Okafor · 100401  by Sales\n');
    expect(out).toContain(
      '\nLet fall: 1; their targets stay as they are\n  Haruto Watanabe · 100601  [department] EQUALS',
    );
    const { compared } = JSON.parse((await scopeOf(file, '--compare', old, '--format', 'json')).out);
    expect(compared).toMatchObject({ outOfScope: 'left alone', kept: 2 });
    expect(labels(compared.takenIn)).toEqual(['100401', '101001']);
    expect(labels(compared.letFall)).toEqual(['100601']);
  });

  test('an edit of blanks and names of groups changes nobody', async () => {
    const old = writeback('same-old.sfmap', 'scope { [city]   EQUALS "Seattle" }');
    const { out } = await scopeOf(
      writeback('same-new.sfmap', 'scope { "City": [city] EQUALS "Seattle" }'),
      '--compare',
      old,
    );
    expect(out).toContain('0 taken in, 0 let fall, 2 in scope as before.');
  });
});

describe('the scope of an inbound mapping', () => {
  const german = 'scope { [countryOfCompany] EQUALS "DEU" }';

  test('is told of workers, and what would become of those who fall out', async () => {
    const old = inbound('in-old.sfmap', 'scope { [countryOfCompany] REGEX MATCH "DEU|GBR" }');
    const { out, code } = await scopeOf(inbound('in.sfmap', german), '--compare', old);
    expect(code).toBe(0);
    expect(out).toMatch(/in\.sfmap: 7 of 16 people of SuccessFactors SANDBOX \(sandbox\) are in scope\./);
    expect(out).toContain('0 taken in, 3 let fall, 7 in scope as before.');
    expect(out).toContain('\nLet fall: 3; the next cycle would disable their accounts\n');
    const calm = inbound('in-calm.sfmap', `${german}\nactions create, update`);
    expect((await scopeOf(calm, '--compare', old)).out).toContain('\nLet fall: 3; their targets stay as they are\n');
  });

  test('sees an attribute empty that the connector does not fetch for this mapping', async () => {
    const deep = '$.employmentNav.results[0].jobInfoNav.results[0].payGradeNav.name';
    const file = inbound('unfetched.sfmap', `source { grade = ${deep} }\nscope { [grade] IS NOT NULL }`);
    expect((await scopeOf(file)).out).toContain('grade is empty');
  });

  test('of one person', async () => {
    const { out } = await scopeOf(inbound('one.sfmap', german), ...persons('100101'));
    expect(out).toContain('  Amara Nwosu · 100101  countryOfCompany is "USA"\n');
  });
});

test('a read that breaks off gives no answer', async () => {
  await tenant.sandbox.control('/sandbox/faults', 'POST', {
    kind: '429',
    rate: 1,
    after: 1,
    seconds: 600,
    system: 'graph',
  });
  const ended = await scopeOf(writeback('broken.sfmap', twoGroups));
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  expect(ended).toMatchObject({ code: 3, out: '' });
});

test('a mapping with an error, or of the other direction, is refused', async () => {
  const file = writeback('good.sfmap', twoGroups);
  const other = inbound('other.sfmap', 'scope { [company] IS NOT NULL }');
  expect(await scopeOf(file, '--compare', other)).toMatchObject({ code: 2, out: '' });
  const broken = writeback('bad.sfmap', 'scope { [city] EQUAL "Seattle" }');
  expect(await scopeOf(broken)).toMatchObject({ code: 1, out: '' });
});
