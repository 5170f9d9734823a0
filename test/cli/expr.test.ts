import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useSfmap } from './support/set-up.ts';
import type { RunOptions } from './support/sfmap.ts';

const sfmap = useSfmap();

const expr = (args: readonly string[], options?: RunOptions) => sfmap.run(['expr', ...args], options);

describe('sfmap expr', () => {
  test('prints the value alone', async () => {
    const input = '{"surname": "Okafor", "givenName": "Amara"}';
    expect(await expr(['Join(", ", [surname], [givenName])', '--input', input])).toEqual({
      code: 0,
      out: 'Okafor, Amara\n',
      err: '',
    });
  });

  test('prints several values one a line, and JSON', async () => {
    expect((await expr(['Split("a, b", ",")'])).out).toBe('a\nb\n');
    const json = await expr(['Split("a, b", ",")', '--format', 'json']);
    expect(JSON.parse(json.out)).toEqual({ state: 'value', value: ['a', 'b'] });
  });

  test('reads the expression from standard input and the attributes from a file', async () => {
    const file = join(sfmap.folder, 'attributes.json');
    writeFileSync(file, '\ufeff{"city": "Zürich"}');
    const ended = await expr(['-', '--input', `@${file}`], { input: 'ToUpper(\n  [city] // the office\n)\n' });
    expect(ended).toEqual({ code: 0, out: 'ZÜRICH\n', err: '' });
  });

  test('takes an absent attribute for null, and says so beside an empty output', async () => {
    const ended = await expr(['[city]']);
    expect(ended).toEqual({ code: 0, out: '', err: '(null: city is empty)\n' });
    expect((await expr(['IgnoreFlowIfNullOrEmpty([city])', '--format', 'json'])).out).toBe('{"state":"dropped"}\n');
  });

  test('takes the clock, the domain and the values that are taken', async () => {
    expect((await expr(['Now()', '--at', '2026-03-01T08:30:00+01:00'])).out).toBe('3/1/2026 7:30:00 AM\n');
    expect((await expr(['DefaultDomain()', '--domain', 'contoso.example'])).out).toBe('contoso.example\n');
    const unique = ['SelectUniqueValue("a", "b", "c")', '--taken', 'a', '--taken', 'b'];
    expect((await expr(unique)).out).toBe('c\n');
    expect((await expr([...unique, '--explain'])).out).toBe(
      'SelectUniqueValue → "c" (rule 3 of 3)\n  "a"\n  "b"\n  "c"\n',
    );
    expect(
      (await expr(['DateDiff("d", Now(), CDate([today]))', '--input', `{"today":"${new Date().toISOString()}"}`])).out,
    ).toBe('0\n');
  });

  test('gives other random values each time', async () => {
    const [one, other] = await Promise.all([expr(['Guid()']), expr(['Guid()'])]);
    expect(one.out).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\n$/);
    expect(one.out).not.toBe(other.out);
  });

  test('explains a value without the branches that were not taken', async () => {
    const ended = await expr([
      'IIF(IsPresent([mobile]), [mobile], [phone])',
      '--explain',
      '--input',
      '{"phone": "030 1"}',
    ]);
    expect(ended.out).toBe(
      'IIF → "030 1"\n  IsPresent → "False"\n    [mobile] → null: mobile is empty\n  [phone] → "030 1"\n',
    );
  });

  test('ends with 1 where the value is an error', async () => {
    expect(await expr(['CDate("soon")'])).toEqual({
      code: 1,
      out: '',
      err: 'sfmap: The value of CDate takes a date, but is "soon".\n',
    });
    const json = await expr(['Left("a"', '--format', 'json']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ state: 'error' });
    expect((await expr(['-'], { input: '' })).err).toContain('There is no expression.');
  });

  test.each([
    [['"a"', '--input', '{'], 'The text of --input is no JSON.'],
    [['"a"', '--input', '[1]'], 'The input is no object of attributes.'],
    [['"a"', '--input', '{"n": 1}'], 'The attribute n of the input is a number.'],
    [['"a"', '--input', '@nowhere.json'], 'nowhere.json'],
    [['"a"', '--at', 'tomorrow'], '--at tomorrow is no point in time.'],
    [['"a"', '--format', 'yaml'], 'yaml'],
    [[], 'expression'],
  ])('%j is wrong usage: exit 2 and a sentence', async (args, message) => {
    const ended = await expr(args);
    expect(ended.code).toBe(2);
    expect(ended.out).toBe('');
    expect(ended.err).toContain(message);
    expect(ended.err).not.toMatch(/\n\s+at /);
  });
});
