import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const sfmap = useSfmap();
let folder: string;

beforeAll(async () => {
  folder = join(sfmap.folder, 'mappings');
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  write('good.sfmap', GOOD);
  write('bad.sfmap', BAD);
  write('deep/er/warn.sfmap', WARNS);
  write('node_modules/not-mine.sfmap', BAD);
  write('notes.txt', 'no mapping');
});

const write = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text);
const check = (args: readonly string[], input?: string) =>
  sfmap.run(['check', ...args], { cwd: folder, ...(input === undefined ? {} : { input }) });

const REST = '  employeeId <- [personIdExternal] match 1\n}\nactions update\n';
const GOOD = `provision SuccessFactors -> EntraID\nmap {\n  surname <- [lastName]\n${REST}`;
const BAD = `provision SuccessFactors -> EntraID\r\nmap {\r\n  "😀" <- "😀"  department <- [departmnt]\r\n${REST}`;
const WARNS = `provision SuccessFactors -> EntraID\nmap {\n  surname <- "a\\d"\n${REST}`;

describe('what is found', () => {
  it('as text: place, level, code, message; a summary at the end', async () => {
    const ended = await check(['bad.sfmap']);
    expect(ended.out).toMatch(/^bad\.sfmap:3:\d+ warning SFM2005 /);
    expect(ended.out).toContain(
      "bad.sfmap:3:31 error SFM2002 SuccessFactors has no attribute departmnt in this file's list. Did you mean [department]?\n",
    );
    expect(ended.out).toMatch(/\n1 file: 1 error, 1 warning, 0 for information\n$/);
    expect(ended).toMatchObject({ code: 1, err: '' });
  });

  it('as JSON: exactly the documented members, counted from 1 in UTF-16 units', async () => {
    const ended = await check(['bad.sfmap', '--format', 'json']);
    const found = JSON.parse(ended.out);
    expect(found).toHaveLength(2);
    expect(found[1]).toEqual({
      file: 'bad.sfmap',
      line: 3,
      column: 31,
      endLine: 3,
      endColumn: 42,
      severity: 'error',
      code: 'SFM2002',
      message: expect.stringContaining('departmnt'),
    });
    expect(Object.keys(found[1])).toEqual([
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'severity',
      'code',
      'message',
    ]);
    expect(BAD.split('\r\n')[2]?.slice(30, 41)).toBe('[departmnt]');
  });

  it('as JSON of nothing', async () => {
    expect(await check(['good.sfmap', '--format', 'json'])).toEqual({ code: 0, out: '[]\n', err: '' });
  });
});

describe('the exit code', () => {
  it.each([
    ['good.sfmap', 'error', 0],
    ['good.sfmap', 'information', 0],
    ['deep/er/warn.sfmap', 'error', 0],
    ['deep/er/warn.sfmap', 'warning', 1],
    ['deep/er/warn.sfmap', 'information', 1],
    ['bad.sfmap', 'error', 1],
  ])('of %s with --fail-on %s is %i', async (file, level, code) => {
    expect((await check([file, '--fail-on', level])).code).toBe(code);
  });
});

describe('files', () => {
  const files = async (...args: string[]) =>
    [
      ...new Set(
        (JSON.parse((await check([...args, '--format', 'json'])).out) as { file: string }[]).map(({ file }) => file),
      ),
    ].sort();

  it('are every mapping below a folder, but for node_modules', async () => {
    expect(await files('.')).toEqual(['bad.sfmap', 'deep/er/warn.sfmap']);
    expect((await check(['.'])).out).toContain('3 files: ');
  });

  it('may be named by a glob, several at once', async () => {
    expect(await files('**/w*.sfmap')).toEqual(['deep/er/warn.sfmap']);
    expect(await files('deep', 'bad.sfmap')).toEqual(['bad.sfmap', 'deep/er/warn.sfmap']);
  });

  it('are compared with one person from standard input, however many they are', async () => {
    const ended = await check(['good.sfmap', 'deep', '--payload', '-'], '{"personIdExternal": "1"}');
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toContain('2 files: ');
  });

  it('may be standard input', async () => {
    const ended = await check(['-'], GOOD.replace('[lastName]', '[lastNme]'));
    expect(ended.out).toMatch(/^-:3:14 error SFM2002 /);
    expect(ended.code).toBe(1);
  });

  it.each([
    [['nobody.sfmap'], /The mapping nobody\.sfmap does not exist\. Check the path\./],
    [['*.nothing'], /holds no \.sfmap file\. Check the path\./],
    [['node_modules/none'], /does not exist/],
    [['/dev/null'], /is not a regular file/],
    [['-', '-'], /named twice/],
    [['good.sfmap', '--payload', 'nobody.json'], /The payload .*nobody\.json does not exist\. Check the path\./],
    [['good.sfmap', '--param', 'x'], /--param x is not NAME=VALUE/],
    [['good.sfmap', '--param', 'x=1'], /declares no parameter x/],
    [['good.sfmap', '--connection', 'test'], /There is no connection test/],
    [['good.sfmap', '--config', 'notes.txt'], /notes\.txt is not JSON/],
  ])('%j are refused', async (args, message) => {
    expectRefused(await check(args, ''), message);
  });

  it('of no text are refused', async () => {
    write('latin1.sfmap', Buffer.from([0x6d, 0x61, 0x70, 0xff, 0xfe]));
    expectRefused(await check(['latin1.sfmap']), /is not UTF-8 text\. Save it as UTF-8\./);
    write('huge.sfmap', Buffer.alloc(17 * 1024 * 1024, 0x20));
    expectRefused(await check(['huge.sfmap']), /17 MB; 16 MB is the most/);
  });

  it.each([
    ['--fail-on', 'fatal'],
    ['--format', 'xml'],
    ['--nonsense', 'x'],
  ])('%s %s is wrong usage', async (flag, value) => {
    const ended = await check(['good.sfmap', flag, value]);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(flag);
    expect(ended.err).not.toMatch(/\n\s+at /);
  });
});

describe('a sample of the file that cannot be read', () => {
  it('is a finding at its declaration; the other files are checked too', async () => {
    mkdirSync(join(folder, 'samples'), { recursive: true });
    write('samples/me.sfmap', GOOD.replace('map', 'sample me = "nobody.json"\nmap'));
    write('samples/other.sfmap', GOOD.replace('[lastName]', '[lastNme]'));
    const ended = await check(['samples']);
    expect(ended.out).toMatch(
      /^samples\/me\.sfmap:2:13 error SFM1104 The payload .*nobody\.json does not exist\. Check the path\.\n/,
    );
    expect(ended.out).toContain('samples/other.sfmap:3:14 error SFM2002');
    expect(ended).toMatchObject({ code: 1, err: '' });
  });
});

describe('a mapping that is no mapping', () => {
  it('cut off anywhere', async () => {
    const text = GOOD.repeat(1);
    for (const length of [1, 9, 20, 34, 36, 40, 44, 50, 55, 60, text.length - 2]) {
      const ended = await check(['-'], text.slice(0, length));
      expect([0, 1]).toContain(ended.code);
      expect(ended.err).toBe('');
    }
  });

  it('of a megabyte of random bytes', async () => {
    const ended = await check(['-', '--format', 'json'], randomBytes(1_000_000).toString('latin1'));
    expect(ended).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(ended.out).length).toBeGreaterThan(0);
  }, 60_000);

  it('that is empty', async () => {
    const ended = await check(['-'], '');
    expect(ended).toMatchObject({ code: 1, err: '' });
    expect(ended.out).toContain(':1:1 error SFM1101 Nothing is mapped in this file yet.');
  });
});
