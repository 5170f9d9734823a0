import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { list } from '../sandbox/support/start-sandbox.ts';
import { expectRefused } from './support/expect-refused.ts';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;
const contoso = join(import.meta.dirname, '../../examples/inbound/contoso.sfmap');
const text = readFileSync(contoso, 'utf8');

function written(name: string, content: string): string {
  const file = join(sfmap.folder, name);
  writeFileSync(file, content);
  return file;
}
const last = () =>
  written(
    'last.sfmap',
    text.replace('source {', 'source {\n  replace $.employmentNav.results[0] -> $.employmentNav.results[-1:]'),
  );
const diff = (before: string, now: string, ...more: string[]) =>
  sfmap.run(['diff', '--people', before, now, '--connection', 'sandbox', ...more]);

describe('sfmap diff --people', () => {
  test('names who would be provisioned otherwise, target by target, and writes nothing', async () => {
    const { writeCount } = await tenant.sandbox.state();
    const { out, code, err } = await diff(contoso, last(), '--all');
    expect([code, err]).toEqual([0, expect.any(String)]);
    expect(out).toMatch(
      /last\.sfmap instead of .*contoso\.sfmap: SuccessFactors SANDBOX → Entra ID contoso\.example \(sandbox\)\. Nothing was written\.\n/,
    );
    expect(out).toMatch(/\nRita Okafor · 100401 · rehire · rita\.okafor@contoso\.example\n {2}updated otherwise\n/);
    expect(out).toMatch(/\n {4}department +Operations → Sales EMEA\n/);
    expect(out).toMatch(/\n\d of 16 people change: \d updated otherwise/);
    expect(out).not.toContain('100101');
    expect(await tenant.sandbox.state()).toMatchObject({ writeCount });
  });

  test('as JSON for programs, as Markdown for a pull request, and by exit code for a pipeline', async () => {
    const { out, code } = await diff(
      contoso,
      last(),
      ...persons('100401', '100101'),
      '--format',
      'json',
      '--exit-code',
    );
    expect(code).toBe(1);
    const found = JSON.parse(out);
    expect(found).toMatchObject({ complete: false, totals: { people: 2, changed: 1, 'updated otherwise': 1 } });
    expect(found.people[0]).toMatchObject({
      personIdExternal: '100401',
      situation: 'rehire',
      kinds: ['updated otherwise'],
      now: { action: 'update', account: { matchedBy: 'employeeId 100401' } },
    });
    const markdown = await diff(contoso, last(), ...persons('100401'), '--format', 'markdown');
    expect(markdown.out).toContain('| `100401` | rehire | updated otherwise | ');
    expect(markdown.out).not.toContain('Okafor');
    expect((await diff(contoso, contoso, ...persons('100401'), '--exit-code')).code).toBe(0);
  });

  test('reads each system once for both', async () => {
    const count = async () => Number((await tenant.sandbox.state())['requestCount']);
    const spent = async (run: () => Promise<unknown>) => {
      const before = await count();
      await run();
      return (await count()) - before;
    };
    const once = await spent(() => sfmap.run(['preview', contoso, '--connection', 'sandbox', '--all']));
    const both = await spent(() => diff(contoso, last(), '--all'));
    expect(both).toBeLessThanOrEqual(once + 2);
  });

  test('shows each mapping what its own query would fetch', async () => {
    const head = 'provision SuccessFactors -> EntraID\n';
    const grade = 'source {\n  grade = $.employmentNav.results[0].jobInfoNav.results[0].payGradeNav.name\n}\n';
    const map = (lines: string) => `map {\n  employeeId <- [personIdExternal] match 1\n  ${lines}\n}\n`;
    // Only a mapped payGrade has the connector fetch the pay grade: the earlier mapping sees none.
    const before = written('grade.sfmap', `${head}${grade}${map('extensionAttribute3 <- [grade]')}`);
    const now = written(
      'grades.sfmap',
      `${head}${grade}${map('extensionAttribute3 <- [grade]\n  extensionAttribute4 <- [payGrade]')}`,
    );
    const { out } = await diff(before, now, ...persons('100101'), '--format', 'json');
    const { targets } = JSON.parse(out).people[0];
    expect(targets.map((one: { target: string }) => one.target)).toEqual([
      'extensionAttribute3',
      'extensionAttribute4',
    ]);
    const { requests } = await tenant.sandbox.state();
    expect(list(requests).some(({ url }) => String(url).includes('payGradeNav'))).toBe(true);
  });

  test('takes a sample of people in scope of one of the two', async () => {
    const scoped = (name: string, department: string) =>
      written(name, text.replace('\nactions', `\nscope { [department] EQUALS "${department}" }\n\nactions`));
    const { out } = await diff(
      scoped('a.sfmap', 'Logistics'),
      scoped('b.sfmap', 'Finance'),
      '--sample',
      '3',
      '--format',
      'json',
    );
    const { people, totals } = JSON.parse(out);
    expect(totals).toMatchObject({ people: 3, 'out of scope': 1, 'into scope': 2 });
    expect(people[0]).toMatchObject({ personIdExternal: '100101', kinds: expect.arrayContaining(['out of scope']) });
  });

  test('says what it cannot do', async () => {
    expectRefused(await sfmap.run(['diff', contoso, contoso, '--connection', 'sandbox', '--all']), /Add --people/);
    expectRefused(
      await diff(contoso, contoso),
      /needs to know which people\. Use --person ID \(repeated\), --sample N or --all\./,
    );
    expectRefused(await diff(contoso, example('scenario-2'), '--all'), /is a writeback\. Give an inbound mapping/);
    const missing = await diff(contoso, contoso, ...persons('999999'));
    expect([missing.code, missing.out]).toEqual([1, expect.stringContaining('Not found: 999999')]);
  });
});
