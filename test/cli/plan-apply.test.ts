import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { RunningSandbox } from '../sandbox/support/start-sandbox.ts';
import { useTenant } from './support/set-up.ts';
import { example, persons, tenantRows } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;
let plan: string;
let count = 0;

beforeEach(async () => {
  sfmap.use(tenant.sandbox);
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  count += 1;
  plan = join(sfmap.folder, `plan-${count}.json`);
});

const three = ['100101', '100102', '101201'];
const makePlan = (...more: string[]) =>
  sfmap.run(['plan', example('scenario-2'), '--connection', 'sandbox', ...persons(...three), '--out', plan, ...more]);
const apply = (options = {}) => sfmap.run(['apply', plan, '--yes'], options);
const noTrace = (text: string) => expect(text).not.toMatch(/\n\s+at /);

const writtenAll = '+1 425 555 0111 primary';

test('a plan is shown, applied, and finds its rows as planned when it is applied again', async () => {
  const made = await makePlan();
  expect(made.code).toBe(0);
  expect(made.out).toContain('6 rows to write, good for 24 hours.');
  expect(statSync(plan).mode & 0o777).toBe(0o600);

  const shown = await sfmap.run(['show', plan]);
  expect(shown.code).toBe(0);
  expect(shown.out).toContain('SuccessFactors SANDBOX (sandbox)');
  expect(shown.out).toContain('+1 425 555 0111');

  const markdown = await sfmap.run(['show', plan, '--format', 'markdown']);
  expect(markdown.code).toBe(0);
  expect(markdown.out).toContain('## Plan for SuccessFactors SANDBOX (sandbox)');
  expect(markdown.out).not.toContain('+1 425 555 0111');
  const values = await sfmap.run(['show', plan, '--format', 'markdown', '--values']);
  expect(values.out).toContain('`+1 425 555 0111`');
  expect((await sfmap.run(['show', plan, '--values'])).code).toBe(2);

  const first = await apply();
  expect(first.code).toBe(0);
  expect(first.out).toContain('6 of 6 rows written');
  expect(first.out).toContain('read back: phoneNumber +1 425 555 0111, isPrimary true');
  const second = await apply();
  expect(second.code).toBe(0);
  expect(second.out).toContain('0 of 6 rows written to SuccessFactors SANDBOX (sandbox), 6 already as planned.');
});

test('--fail-on-change tells a pipeline that there is something to write', async () => {
  expect((await makePlan('--fail-on-change')).code).toBe(1);
  await apply();
  expect((await makePlan('--fail-on-change', '--force')).code).toBe(0);
});

test('an existing file is not replaced unless asked', async () => {
  writeFileSync(plan, 'mine');
  const refused = await makePlan();
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('exists already. Choose another name, or use --force.');
  expect(readFileSync(plan, 'utf8')).toBe('mine');
  expect((await makePlan('--force')).code).toBe(0);
  expect(readdirSync(sfmap.folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

describe('a plan that is not as it was made is refused', () => {
  const cases: readonly (readonly [string, (text: string) => string, number, string])[] = [
    ['cut off', (text) => text.slice(0, text.length / 2), 1, 'is cut off or damaged'],
    ['a value edited', (text) => text.replaceAll('+1 425 555 0111', '+1 425 555 9999'), 1, 'is not as it was made'],
    ['a record doubled', (text) => text.replace('"together":false', '"together":true'), 1, 'is not as it was made'],
    ['another version', (text) => text.replace('"sfmapPlan": 6', '"sfmapPlan": 3'), 1, 'another version of sfmap'],
    ['something else', () => '{"a": 1}', 2, 'is no plan of sfmap'],
    ['an HTML page', () => '<html></html>', 2, 'is no plan of sfmap'],
  ];
  test.each(cases)('%s', async (_name, change, code, message) => {
    await makePlan();
    writeFileSync(plan, change(readFileSync(plan, 'utf8')));
    const before = await tenantRows(tenant.sandbox, '100101');
    const ended = await apply();
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(message);
    noTrace(ended.err);
    expect(await tenantRows(tenant.sandbox, '100101')).toEqual(before);
  });
});

test('a row that has changed since the plan is skipped with a word, the others are written', async () => {
  await makePlan();
  await tenant.sandbox.upsert([
    {
      __metadata: { uri: "PerPhone(personIdExternal='100101',phoneType='10605')" },
      phoneNumber: '+1 206 555 7777',
      isPrimary: true,
    },
  ]);
  const ended = await apply();
  expect(ended.code).toBe(1);
  expect(ended.out).toContain('5 of 6 rows written to SuccessFactors SANDBOX (sandbox), 1 skipped.');
  expect(ended.out).toMatch(/skipped +PerPhone 10605 +the row has changed since the plan was made/);
  expect(await tenantRows(tenant.sandbox, '100101')).toContain('10605 +1 206 555 7777 primary');
});

test('another row that has become primary since the plan stops the one that would take the flag', async () => {
  await makePlan();
  const uri = (type: string) => ({ uri: `PerPhone(personIdExternal='100102',phoneType='${type}')` });
  await tenant.sandbox.upsert([
    { __metadata: uri('10605'), phoneNumber: '+49 30 23125 102', isPrimary: false },
    { __metadata: uri('10607'), phoneNumber: '+49 30 555 1', isPrimary: true },
  ]);
  const ended = await apply();
  expect(ended.code).toBe(1);
  expect(ended.out).toMatch(/skipped +PerPhone 10605/);
  expect(await tenantRows(tenant.sandbox, '100102')).toContain('10607 +49 30 555 1 primary');
});

test('nobody can be asked without a terminal: exit 2 names the flag', async () => {
  await makePlan();
  const ended = await sfmap.run(['apply', plan]);
  expect(ended.code).toBe(2);
  expect(ended.err).toContain('Add --yes.');
});

test('a plan is not applied to another tenant', async () => {
  await makePlan();
  const other = await RunningSandbox.start();
  try {
    sfmap.use(other);
    const ended = await apply();
    expect(ended.code).toBe(1);
    expect(ended.err).toContain('The plan was made for sandbox: company SANDBOX at');
  } finally {
    await other.stop();
  }
});

test('a busy gateway is asked again after reading what became of the write', async () => {
  await makePlan();
  await tenant.sandbox.control('/sandbox/faults', 'POST', {
    kind: 'drop',
    after: 1,
    times: 1,
    system: 'successfactors',
  });
  const ended = await apply();
  expect(ended.out).toContain('6 of 6 rows written');
  expect(ended.code).toBe(0);
  expect((await tenantRows(tenant.sandbox, '100101')).join()).toContain(writtenAll);
});

test('the journal holds each record before it is sent and after, encrypted and for this user alone', async () => {
  await makePlan();
  const { err } = await apply();
  const run = /Run ([a-z]+-\d+)\./.exec(err)?.[1] ?? '';
  const state = join(sfmap.folder, 'state');
  for (const name of ['state.db', 'state.key']) expect(statSync(join(state, name)).mode & 0o777).toBe(0o600);
  const database = new DatabaseSync(join(state, 'state.db'));
  const records = database.prepare('SELECT records.* FROM records JOIN runs ON run = number WHERE name = ?').all(run);
  database.close();
  expect(records).toHaveLength(6);
  for (const record of records) {
    expect(record).toMatchObject({ state: 'written', read_back: 1 });
    expect(String(record['intended']) <= String(record['judged'])).toBe(true);
  }
  const bytes = readdirSync(state, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(state, name), 'latin1'));
  expect(bytes.join('')).toContain('100101');
  for (const value of ['425 555', 'contoso.example', 'sandbox-password']) expect(bytes.join('')).not.toContain(value);
});

test('a journal that cannot be kept stops the run before anything is written', async () => {
  // The key comes from elsewhere, so that the journal alone is what the folder is needed for.
  sfmap.env = { ...sfmap.env, SFMAP_SANDBOX_PLAN_KEY: 'a-long-secret-of-the-pipeline' };
  await makePlan();
  const before = await tenantRows(tenant.sandbox, '100101');
  const file = join(sfmap.folder, 'a-file');
  writeFileSync(file, '');
  const ended = await sfmap.run(['apply', plan, '--yes', '--state', file]);
  expect(ended.code).toBe(2);
  expect(ended.err).toContain('No journal can be kept');
  expect(await tenantRows(tenant.sandbox, '100101')).toEqual(before);
});

test('a tenant that dies between two upserts: written and not written are told apart', async () => {
  const mortal = await RunningSandbox.start();
  sfmap.use(mortal);
  await makePlan();
  await mortal.control('/sandbox/faults', 'POST', { kind: 'die-after-upserts', after: 4 });
  const ended = await apply({ env: { SFMAP_BATCH_SIZE: '1' } });
  await mortal.stop();
  expect(ended.code).toBe(3);
  // The call that killed it, and the one that was under way beside it if there was one.
  expect(ended.out).toMatch(
    /3 of 6 rows written to SuccessFactors SANDBOX \(sandbox\), (1 unknown, 2 not written|3 unknown)\./,
  );
  expect(ended.out).toContain('Apply the same plan again to go on');
  noTrace(ended.out + ended.err);
});

test('a tenant that dies before what was written could be read back', async () => {
  const mortal = await RunningSandbox.start();
  sfmap.use(mortal);
  const people = persons('100101', '101001');
  const args = ['plan', example('scenario-3'), '--connection', 'sandbox', ...people, '--out', plan, '--switch-primary'];
  await sfmap.run(args);
  await mortal.control('/sandbox/faults', 'POST', { kind: 'die-after-upserts', after: 4 });
  const ended = await apply();
  await mortal.stop();
  expect(ended.code).toBe(3);
  expect(ended.out).toMatch(
    /(\d) of \d rows written to SuccessFactors SANDBOX \(sandbox\), \1 of them not read back, \d unknown/,
  );
  expect(ended.out).not.toMatch(/\d {3,}read back:/);
  noTrace(ended.out + ended.err);
});

test('Ctrl-C ends between two calls and says what was written', async () => {
  await makePlan();
  await tenant.sandbox.control('/sandbox/faults', 'POST', { kind: 'slow', ms: 400, system: 'successfactors' });
  let sent = false;
  const ended = await apply({
    env: { SFMAP_BATCH_SIZE: '1' },
    onErr: (text: string, kill: (signal: NodeJS.Signals) => void) => {
      if (!sent && text.includes('Writing')) kill('SIGINT');
      sent ||= text.includes('Writing');
    },
  });
  expect(ended.code).toBe(1);
  expect(ended.out).toContain('Cancelled. Apply the same plan again to go on.');
  expect(ended.out).toMatch(/[1-5] of 6 rows written/);
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
  const rest = await apply();
  expect(rest.code).toBe(0);
  expect(rest.out).toMatch(/\d already as planned/);
});
