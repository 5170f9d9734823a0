import { beforeEach, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;

beforeEach(async () => {
  sfmap.use(tenant.sandbox);
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
});

const writeback = (...more: string[]) =>
  sfmap.run(['writeback', example('scenario-2'), '--connection', 'sandbox', '--yes', ...more]);

test('text ends with who was read, what was written and how long it took', async () => {
  const { out } = await writeback(...persons('100101', '100102'));
  expect(out).toMatch(/2 people read, 2 in scope, 0 out of scope, 2 updated, 0 unchanged, 0 refused, 0 not judged\n/);
  expect(out).toMatch(/Started \S+, finished at \S+, after \d+ s\n/);
});

test('json is one document on standard output: totals, and each row with what became of it', async () => {
  const { out, err, code } = await writeback(...persons('100101', '100102'), '--format', 'json');
  expect(code).toBe(0);
  const run = JSON.parse(out);
  expect(run).toMatchObject({ kind: 'writeback', state: 'finished', totals: { read: 2, updated: 2 } });
  expect(run.summary).toMatch(/^\d+ of \d+ rows written to SuccessFactors SANDBOX \(sandbox\)\.$/);
  expect(run.records).toHaveLength(run.totals.rows.planned);
  expect(run.records[0]).toMatchObject({
    person: '100101',
    entity: expect.any(String),
    state: 'written',
    readBack: true,
  });
  // Whoever is asked reads beforehand what is about to be written.
  expect(err).toContain('Amara Nwosu · 100101');
  const nothing = await writeback(...persons('100101'), '--format', 'json');
  expect(JSON.parse(nothing.out)).toMatchObject({ run: null, summary: 'Nothing to write.' });
});

test('html is a page with the failures first, and everybody on it once', async () => {
  const { out, code } = await writeback('--all', '--format', 'html');
  const titles = [...out.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, title = '']) => title);
  expect(titles.length).toBeGreaterThan(10);
  expect(new Set(titles).size).toBe(titles.length);
  expect(code).toBe(1);
  expect(out).toMatch(/^<!doctype html>/);
  expect(out).toContain("content=\"default-src 'none'; style-src 'sha256-");
  expect(out).toMatch(/<h1>Run [a-z]+-\d+: scenario-2\.sfmap on SuccessFactors SANDBOX \(sandbox\)<\/h1>/);
  expect(out.indexOf('cannot be linked to a person')).toBeLessThan(out.indexOf('Amara Nwosu'));
  expect(out).toContain('written, read back');
});

test('a run that ends early says so in every form', async () => {
  const cut = { kind: 'drop', after: 3, system: 'successfactors' };
  for (const format of ['text', 'json', 'html']) {
    await tenant.sandbox.control('/sandbox/reset', 'POST');
    await tenant.sandbox.control('/sandbox/faults', 'POST', cut);
    const ended = await sfmap.run([
      'writeback',
      example('scenario-2'),
      '--connection',
      'sandbox',
      '--yes',
      ...persons('100101'),
      '--format',
      format,
    ]);
    await tenant.sandbox.control('/sandbox/faults', 'DELETE');
    expect(ended.code).toBe(3);
    if (format === 'json') expect(JSON.parse(ended.out).state).toBe('stopped');
    else expect(ended.out).toContain('The run ended early');
  }
});
