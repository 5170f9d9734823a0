import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { applyPlanned } from '../../server/src/engine/apply-planned.ts';
import { findConnection, parseProject } from '../../server/src/project/project.ts';
import { sandboxSecrets } from '../../server/src/project/sandbox-connection.ts';
import { previewTotals } from '../../server/src/provisioning/plan/person-preview.ts';
import { makePlan, type Plan } from '../../server/src/provisioning/plan/plan.ts';
import { isSignedWith, planChecksum } from '../../server/src/provisioning/plan/plan-text.ts';
import { previewText } from '../../server/src/provisioning/plan/preview-text.ts';
import { writeFileWhole } from '../../server/src/provisioning/write-file-whole.ts';
import { readPlan, textOf } from './support/plan-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sfmap-plan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const key = 'the-key-of-these-tests';
const connection = findConnection(parseProject('{}', 'sfmap.json'), 'sandbox', {});

function plan(created: Date, name = 'Rita Okafor'): Plan {
  const people = [
    {
      personIdExternal: '100401',
      name,
      userPrincipalName: 'rita.okafor@contoso.example',
      primaryNow: { emails: [], phones: [] },
      lines: [],
      refusals: [],
      errors: [{ reason: 'without a group' }],
      warnings: [],
      calls: [],
    },
  ];
  const tenant = { name: 'sandbox', environment: 'sandbox', host: '127.0.0.1:45100', company: 'SANDBOX' } as const;
  const mapping = { file: 'a.sfmap', sha256: '0'.repeat(64) };
  const preview = { people, totals: previewTotals(people, 0) };
  return makePlan({ preview, mapping, connection: tenant, complete: true, created });
}

const whole = (made: Plan) => ({ ...made, people: [...made.people], outside: [...made.outside] });

test('a plan comes back from its file as it was, whatever the order of names', () => {
  const made = plan(new Date('2026-03-01T10:00:00Z'));
  const text = textOf(made, key);
  expect(whole(readPlan(text).plan)).toEqual(whole(made));
  expect(whole(readPlan(text, 7).plan)).toEqual(whole(made));
  const reordered = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()));
  const read = readPlan(reordered);
  expect(whole(read.plan)).toEqual(whole(made));
  expect(isSignedWith(read, key)).toBe(true);
  expect(isSignedWith(read, `${key}.`)).toBe(false);
  expect(isSignedWith({ ...read, signature: '' }, key)).toBe(false);
  expect(planChecksum(made)).not.toBe(planChecksum(plan(new Date('2026-03-01T10:00:01Z'))));
});

test('every cut of a plan is refused', () => {
  const text = textOf(plan(new Date('2026-03-01T10:00:00Z')), key);
  for (let end = 0; end < text.length - 1; end += 7) expect(() => readPlan(text.slice(0, end))).toThrow(/plan/);
});

test('a plan is good for a day, and not from the future', async () => {
  const context = {
    connection,
    secrets: sandboxSecrets,
    env: {},
    progress: () => undefined,
    now: () => new Date('2026-03-02T12:00:00Z'),
  };
  const old = applyPlanned(plan(new Date('2026-03-01T10:00:00Z')), context, folder);
  await expect(old).rejects.toThrow('The plan was made 26 hours ago; a plan is good for 24 hours.');
  const future = applyPlanned(plan(new Date('2026-03-02T13:00:00Z')), context, folder);
  await expect(future).rejects.toThrow('in the future');
});

test('a value cannot draw over the text around it', () => {
  expect(previewText(plan(new Date(), 'Rita\u001b[2J\nOkafor'))).not.toMatch(/\u001b|Rita\n/);
});

test('a file is written whole, keeps its permissions and a link to it', async () => {
  const file = join(folder, 'kept.txt');
  writeFileSync(file, 'old', { mode: 0o644 });
  symlinkSync(file, join(folder, 'link.txt'));
  await writeFileWhole(join(folder, 'link.txt'), 'new', true);
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o644);
  await expect(writeFileWhole(file, 'other', false)).rejects.toThrow('exists already');
  await expect(writeFileWhole(join(folder, 'none', 'x'), 'other', false)).rejects.toThrow('does not exist');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
