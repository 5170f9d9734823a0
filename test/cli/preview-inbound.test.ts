import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { persons } from './support/sfmap.ts';

const tenant = useTenant('--people', '120');
const { sfmap } = tenant;
const contoso = join(import.meta.dirname, '../../examples/inbound/contoso.sfmap');

interface Person {
  readonly personIdExternal: string;
  readonly situation: string;
  readonly action: string;
  readonly account?: { readonly userPrincipalName: string; readonly matchedBy: string };
  readonly lines: readonly {
    readonly target: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly note: string;
  }[];
  readonly errors: readonly string[];
  readonly asOfDate?: string;
}

const preview = (...more: string[]) => sfmap.run(['preview', contoso, '--connection', 'sandbox', ...more]);
const people = async (
  ...more: string[]
): Promise<{ people: Person[]; totals: Record<string, number>; complete: boolean }> =>
  JSON.parse((await preview(...more, '--format', 'json')).out);
const after = (person: Person | undefined, target: string) =>
  person?.lines.find((line) => line.target === target)?.after;

describe('sfmap preview of an inbound mapping', () => {
  test('tells of each person what the account holds and what the mapping gives, the manager by name', async () => {
    const { out, code } = await preview(...persons('100401'));
    expect(code).toBe(0);
    expect(out).toMatch(/^Rita Okafor · 100401 · rehire {2,}inbound → Entra ID contoso\.example \(sandbox\)\n/);
    expect(out).toMatch(/rita\.okafor@contoso\.example, found by employeeId 100401\n/);
    // The first employment of a rehire is the former one: that is what the preview is for.
    expect(out).toMatch(/\n {2}department +Sales EMEA +→ Operations\n/);
    expect(out).toMatch(/\n {2}manager +ingrid\.solberg@contoso\.example +→ amara\.nwosu@contoso\.example\n/);
    expect(out).toContain('These are the people that were chosen; others in scope were not looked at.');
  });

  test('reads everybody of a full cycle, and counts what would be done', async () => {
    const found = await people('--all');
    const { totals } = found;
    expect(found.complete).toBe(true);
    const documented = ['personIdExternal', 'name', 'situation', 'asOfDate', 'account', 'inScope', 'action', 'reason'];
    const fields = new Set(found.people.flatMap((one) => Object.keys(one)));
    for (const name of [...documented, 'lines', 'errors', 'keptBack', 'warnings', 'waitingManager'])
      fields.delete(name);
    expect([...fields]).toEqual([]);
    expect(found.people).toHaveLength(totals['people'] ?? 0);
    const acted = ['create', 'update', 'disable', 'delete', 'none', 'failed'].map((kind) => totals[kind] ?? 0);
    expect(acted.reduce((sum, count) => sum + count)).toBe(totals['people']);
    expect(totals['create']).toBeGreaterThan(0);
    const ids = found.people.map(({ personIdExternal }) => personIdExternal);
    expect(new Set(ids).size).toBe(ids.length);
    for (const person of found.people.filter(({ action }) => action === 'create'))
      expect(person.account).toBeUndefined();
  });

  test('reads who begins later as of the first day', async () => {
    const found = await people('--all');
    const preHires = found.people.filter(({ situation }) => situation === 'pre-hire');
    expect(preHires.length).toBeGreaterThan(0);
    for (const one of preHires) {
      expect(one.asOfDate).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(after(one, 'displayName')).not.toBe('unknown');
    }
    const [first] = preHires;
    const alone = await people(...persons(first?.personIdExternal ?? ''));
    expect(alone.people[0]).toMatchObject({ situation: 'pre-hire', asOfDate: first?.asOfDate });
  });

  test('takes a sample, and names who is not there', async () => {
    expect((await people('--sample', '5')).people).toHaveLength(5);
    const { out, code } = await preview(...persons('100101', '999999'));
    expect(code).toBe(1);
    expect(out).toContain('Not found: 999999\n  SuccessFactors has no person 999999, or the API user may not see it.');
  });

  test('writes a page to read in a browser', async () => {
    const { out } = await preview(...persons('100401'), '--format', 'html');
    expect(out).toMatch(/^<!doctype html>/i);
    expect(out).toContain('Preview of an inbound sync to Entra ID contoso.example (sandbox)');
    expect(out).toContain('Operations');
  });

  test('writes nothing', async () => {
    const before = await (await tenant.sandbox.graph("users?$filter=employeeId eq '100401'")).json();
    await preview('--all');
    expect(await (await tenant.sandbox.graph("users?$filter=employeeId eq '100401'")).json()).toEqual(before);
  });

  test('does not read Active Directory, and says so', async () => {
    const mapping =
      'provision SuccessFactors -> ActiveDirectory\nmap {\n  employeeID <- [personIdExternal] match 1\n}\n';
    const { code, err } = await sfmap.run(['preview', '-', '--connection', 'sandbox', '--all'], { input: mapping });
    expect([code, err]).toEqual([2, expect.stringContaining('provisions Active Directory')]);
  });
});
