import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const root = join(import.meta.dirname, '..', '..');
const people = join(root, 'examples', 'inbound', 'people');
const MAPPING = `provision SuccessFactors -> EntraID
param country
scope { "Everybody": [personIdExternal] IS NOT NULL }
source {
  secondJob = $.employmentNav.results[1].userId
}
map {
  employeeId  <- [personIdExternal] match 1
  surname     <- [lastName]
  country     <- "{{country}}"
  mobile      <- IgnoreFlowIfNullOrEmpty([secondJob])
  jobTitle    <- IIF("maybe", "a", "b")
  department  <- [secondJob]
}
`;

const sfmap = useSfmap();
let mapping: string;
beforeAll(async () => {
  mapping = file('worker.sfmap', MAPPING);
});

const file = (name: string, content: string | Buffer) => {
  const path = join(sfmap.folder, name);
  writeFileSync(path, content);
  return path;
};
const evaluate = (args: readonly string[], input?: string) =>
  sfmap.run(['eval', ...args], { cwd: sfmap.folder, ...(input === undefined ? {} : { input }) });
const plain = join(people, 'plain.json');
const idOf = (path: string) => {
  const json = JSON.parse(readFileSync(path, 'utf8'));
  return (json.d?.results?.[0] ?? json.d ?? json).personIdExternal as string;
};

describe('one person through a mapping', () => {
  it('as JSON of the documented shape', async () => {
    const ended = await evaluate([mapping, '--payload', plain, '--param', 'country=NG', '--format', 'json']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    const result = JSON.parse(ended.out);
    expect(Object.keys(result).sort()).toEqual(['attributes', 'inScope', 'scopeClause', 'targets']);
    expect(result.inScope).toBe(true);
    expect(result.scopeClause).toBe('Everybody');
    expect(result.attributes.personIdExternal).toEqual({ value: idOf(plain), matches: 1 });
    expect(result.attributes.secondJob).toEqual({ value: null, matches: 0, reason: expect.any(String) });
    expect(result.targets).toMatchObject({
      employeeId: { state: 'value', value: idOf(plain) },
      country: { state: 'value', value: 'NG' },
      mobile: { state: 'dropped' },
      jobTitle: { state: 'error', error: 'The condition of IIF is "maybe", neither True nor False.' },
      department: { state: 'null' },
    });
  });

  it('as text, with its parameters open where nothing gives them', async () => {
    const ended = await evaluate([mapping, '--payload', plain]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain(idOf(plain));
    expect(ended.out).toMatch(/country +\{\{country\}\}/);
    expect(ended.out).toMatch(/mobile +⊘ dropped: secondJob is empty/);
    expect(ended.out).toMatch(/jobTitle +✖ The condition/);
  });

  it('takes mapping or payload from standard input', async () => {
    const payload = readFileSync(plain, 'utf8');
    const a = await evaluate([mapping, '--payload', '-', '--format', 'json'], payload);
    const b = await evaluate(['-', '--payload', plain, '--format', 'json'], MAPPING);
    expect(a).toMatchObject({ code: 0, err: '' });
    expect(b.out).toBe(a.out);
  });

  it('chooses one of several people', async () => {
    const all = file(
      'all.json',
      JSON.stringify({ d: { results: [{ personIdExternal: '7' }, { personIdExternal: '8' }] } }),
    );
    const ended = await evaluate([mapping, '--payload', all, '--person', '8', '--format', 'json']);
    expect(JSON.parse(ended.out).targets.employeeId).toEqual({ state: 'value', value: '8' });
    expectRefused(await evaluate([mapping, '--payload', all]), /holds 2 people\. Choose one with --person ID\./);
    expectRefused(await evaluate([mapping, '--payload', all, '--person', '9']), /does not hold 9\./);
    expectRefused(await evaluate([mapping, '--payload', all, '--person', '7', '--person', '8']), /two people/);
  });

  it('takes the sample of the file where no payload is named', async () => {
    const path = file('sampled.sfmap', MAPPING.replace('param', 'sample me = "me.json"\nparam'));
    expectRefused(await evaluate([path]), /me\.json does not exist\. Check the path\./);
    file('me.json', JSON.stringify({ personIdExternal: '9' }));
    expect((await evaluate([path])).out).toContain('9');
  });
});

describe('a payload that is none', () => {
  it.each<[string, () => string | Buffer, RegExp]>([
    [
      'is cut off',
      () => readFileSync(plain).subarray(0, 4_000),
      /is not JSON\. Check that the whole answer was saved\./,
    ],
    [
      'is an HTML page',
      () => '\n<!DOCTYPE html><html><body>Sign in</body></html>',
      /is an HTML page, no JSON.*\$format=json/,
    ],
    ['is XML', () => '<?xml version="1.0"?><feed/>', /is XML, no JSON\. Add \$format=json/],
    ['is empty', () => '', /is empty/],
    ['is a number', () => '7', /is JSON, but no person\. Give one PerPerson object/],
    ['holds nobody', () => '{"d":{"results":[]}}', /holds nobody/],
    ['is random bytes', () => Buffer.from([0, 255, 254, 1, 2, 3]), /is not UTF-8 text/],
    [
      'has 50 MB',
      () => Buffer.alloc(50 * 1024 * 1024, 0x20),
      /has 50 MB; 32 MB is the most that is read\. Keep one person/,
    ],
  ])('%s', async (_, content, message) => {
    expectRefused(await evaluate([mapping, '--payload', file('payload.json', content())]), message);
  });

  it.each([
    ['/dev/zero', /is not a regular file\. Give the path of a file\./],
    [import.meta.dirname, /is not a regular file/],
    ['nobody.json', /does not exist/],
  ])('%s', async (path, message) => {
    expectRefused(await evaluate([mapping, '--payload', path]), message);
  });

  it('is wanted', async () => {
    expectRefused(await evaluate([mapping]), /no person to evaluate the mapping for\. Give a payload/);
    expectRefused(await evaluate(['-', '--payload', '-'], MAPPING), /cannot both come from standard input/);
  });
});

it('evaluates what it can of a mapping cut off anywhere', async () => {
  for (let length = 30; length < MAPPING.length; length += 61) {
    const ended = await evaluate(['-', '--payload', plain, '--format', 'json'], MAPPING.slice(0, length));
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(ended.out)).toHaveProperty('targets');
  }
});
