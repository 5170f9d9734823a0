import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useTenant } from './support/set-up.ts';
import { example, persons } from './support/sfmap.ts';

const tenant = useTenant();
const { sfmap } = tenant;

beforeEach(() => sfmap.use(tenant.sandbox));
afterEach(async () => {
  await tenant.sandbox.control('/sandbox/reset', 'POST');
  await tenant.sandbox.control('/sandbox/faults', 'DELETE');
});

const preview = (...more: string[]) =>
  sfmap.run(['preview', example('scenario-2'), '--connection', 'sandbox', ...more]);

test('people with errors come first in every form, and totals count people by kind', async () => {
  const people = persons('100101', '100102', 'nobody@contoso.example');
  const text = await preview(...people);
  expect(text.code).toBe(1);
  expect(text.out.indexOf('nobody@contoso.example')).toBeLessThan(text.out.indexOf('Amara Nwosu'));
  expect(text.out).toContain('People by kind: 1 with an error · ');
  expect(text.out).toContain('These are the people that were chosen; others in scope were not looked at.');

  const json = JSON.parse((await preview(...people, '--format', 'json')).out);
  expect(json).toMatchObject({ complete: false, kinds: { error: 1 }, totals: { people: 3, failed: 1 } });
  expect(json.people[0]).toMatchObject({ personIdExternal: null, errors: [{ reason: expect.any(String) }] });

  const html = (await preview(...people, '--format', 'html')).out;
  expect(html.indexOf('nobody@contoso.example')).toBeLessThan(html.indexOf('Amara Nwosu'));
});

test('why a value is kept is said: nothing flows, and the mapping knows why', async () => {
  const { out } = await preview('--all', '--format', 'json');
  const lines = JSON.parse(out).people.flatMap((person: { lines: { note: string }[] }) => person.lines);
  const kept = lines.filter(({ note }: { note: string }) => note === 'kept');
  expect(kept.length).toBeGreaterThan(0);
  for (const line of kept) expect(line.reason).toMatch(/\w/);
});

test('html is one page that loads nothing from elsewhere', async () => {
  const { out, code } = await preview('--all', '--format', 'html');
  expect(code).toBe(1);
  expect(out).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(out).toContain("content=\"default-src 'none'; style-src 'sha256-");
  expect(out).not.toMatch(/<(?:link|img|iframe|object)\b|\ssrc=|\son\w+=|url\(|@import|https?:/);
  expect(out.match(/<article /g)).toHaveLength(
    JSON.parse((await preview('--all', '--format', 'json')).out).totals.people,
  );
});

test.each(['text', 'json', 'html'])(
  'a read that fails shows nothing as %s, however many were read before',
  async (format) => {
    await tenant.sandbox.control('/sandbox/faults', 'POST', {
      kind: '429',
      rate: 1,
      after: 1,
      seconds: 600,
      system: 'successfactors',
    });
    const ended = await preview('--all', '--format', format);
    expect(ended).toMatchObject({ code: 3, out: '' });
  },
);

test.each(['text', 'json', 'html'])('a preview that is cancelled shows nothing as %s', async (format) => {
  await tenant.sandbox.control('/sandbox/faults', 'POST', {
    kind: '429',
    rate: 1,
    seconds: 30,
    system: 'successfactors',
  });
  let sent = false;
  const ended = await sfmap.run(
    ['preview', example('scenario-2'), '--connection', 'sandbox', '--all', '--format', format],
    {
      onErr: (text, kill) => {
        if (sent || !text.includes('asks to wait')) return;
        sent = true;
        kill('SIGINT');
      },
    },
  );
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain('Cancelled.');
});

test('a placeholder of sfmap.json never takes the place of a real value', async () => {
  interface Line {
    readonly target: string;
    readonly before: string | null;
    readonly after: string | null;
    readonly note: string;
    readonly reason?: string;
  }
  const numberOf = async (file: string, id: string, ...more: string[]) => {
    const args = ['preview', file, '--connection', 'sandbox', '--person', id, '--format', 'json', ...more];
    const [person] = JSON.parse((await sfmap.run(args)).out).people;
    return person.lines.find(({ target }: Line) => target === 'businessPhoneNumber') as Line;
  };
  const { people } = JSON.parse((await preview('--all', '--format', 'json')).out);
  const without = people.find(({ lines }: { lines: Line[] }) =>
    lines.some(({ target, note, before }) => target === 'businessPhoneNumber' && note === 'kept' && before !== null),
  );
  const id: string = without.personIdExternal;
  const file = join(sfmap.folder, 'placeholder.sfmap');
  const filling = 'IIF(IsPresent([telephoneNumber]), [telephoneNumber], "000-000-0000")';
  writeFileSync(
    file,
    readFileSync(example('scenario-2'), 'utf8').replace(
      /(businessPhoneNumber +<- )\[telephoneNumber\]/,
      `$1${filling}`,
    ),
  );
  expect(await numberOf(file, id)).toMatchObject({ after: '000-000-0000' });
  const config = join(sfmap.folder, 'placeholders.json');
  writeFileSync(config, JSON.stringify({ placeholders: ['000-000-0000'] }));
  expect(await numberOf(file, id, '--config', config)).toMatchObject({
    note: 'kept',
    reason: '000-000-0000 is a placeholder, and this is a real value',
  });
});
