import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Sfmap } from './support/sfmap.ts';

let sfmap: Sfmap;
let folder: string;
let count = 0;
beforeAll(async () => {
  sfmap = await Sfmap.build();
});
beforeEach(() => {
  folder = join(sfmap.folder, `format-${++count}`);
  mkdirSync(join(folder, 'below'), { recursive: true });
});
afterAll(() => sfmap?.remove());

const run = (...args: string[]) => sfmap.run(['format', ...args], { cwd: folder });
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const get = (name: string) => readFileSync(join(folder, name), 'utf8');

const LOOSE = 'provision SuccessFactors->EntraID\nmap{employeeId<-[personIdExternal]match 1\nmanager<-[manager]}\n';
const TIDY =
  'provision SuccessFactors -> EntraID\n\nmap {\n  employeeId <- [personIdExternal] match 1\n  manager    <- [manager]\n}\n';

describe('sfmap format', () => {
  it('writes the files that differ, names them, and leaves the others alone', async () => {
    put('a.sfmap', LOOSE);
    put('below/b.sfmap', LOOSE);
    put('c.sfmap', TIDY);
    const before = statSync(join(folder, 'c.sfmap')).mtimeMs;
    expect(await run('.')).toEqual({ code: 0, out: 'a.sfmap\nbelow/b.sfmap\n', err: '3 files: 2 formatted.\n' });
    expect([get('a.sfmap'), get('below/b.sfmap'), get('c.sfmap')]).toEqual([TIDY, TIDY, TIDY]);
    expect(statSync(join(folder, 'c.sfmap')).mtimeMs).toBe(before);
    expect(await run('*.sfmap')).toEqual({ code: 0, out: '', err: '2 files: all are formatted.\n' });
    expect(readdirSync(folder).sort()).toEqual(['a.sfmap', 'below', 'c.sfmap']);
  });

  it('with --check names them, writes nothing and exits 1', async () => {
    put('a.sfmap', LOOSE);
    put('c.sfmap', TIDY);
    expect(await run('.', '--check')).toEqual({ code: 1, out: 'a.sfmap\n', err: '2 files: 1 is not formatted.\n' });
    expect(get('a.sfmap')).toBe(LOOSE);
    expect(await run('c.sfmap', '--check')).toEqual({ code: 0, out: '', err: '1 file: it is formatted.\n' });
  });

  it('prints standard input', async () => {
    expect(await sfmap.run(['format', '-'], { input: LOOSE })).toEqual({ code: 0, out: TIDY, err: '' });
    expect(await sfmap.run(['format', '-'], { input: TIDY })).toMatchObject({ code: 0, out: TIDY });
    expect(await sfmap.run(['format', '-', '--check'], { input: LOOSE })).toMatchObject({ code: 1, out: '-\n' });
    expect(await sfmap.run(['format', '-'], { input: '' })).toMatchObject({ code: 0, out: '' });
  });

  it('keeps permissions, byte-order mark, line ends and links', async () => {
    put('a.sfmap', `\ufeff${LOOSE.replaceAll('\n', '\r\n')}`);
    chmodSync(join(folder, 'a.sfmap'), 0o640);
    symlinkSync('a.sfmap', join(folder, 'link.sfmap'));
    expect(await run('link.sfmap')).toMatchObject({ code: 0, out: 'link.sfmap\n' });
    expect(get('a.sfmap')).toBe(`\ufeff${TIDY.replaceAll('\n', '\r\n')}`);
    expect(statSync(join(folder, 'a.sfmap')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(['a.sfmap', 'below', 'link.sfmap']);
  });

  it('formats a broken file as far as it is understood', async () => {
    put('a.sfmap', 'map{a<-[b]\n c<-Join("x",\nlonger<-[d]}');
    expect(await run('a.sfmap')).toMatchObject({ code: 0 });
    expect(get('a.sfmap')).toBe('map {\n  a      <- [b]\n  c<-Join("x",\n  longer <- [d]\n}\n');
  });

  it.each([
    ['a file that is not there', ['nobody.sfmap'], 'does not exist'],
    ['a folder without mappings', ['below'], 'holds no .sfmap file'],
    ['no file', [], 'missing required argument'],
    ['standard input twice', ['-', '-'], 'named twice'],
  ])('says what is wrong with %s', async (_, args, message) => {
    const ended = await run(...args);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(message);
  });

  it('writes the others where one cannot be read', async () => {
    put('a.sfmap', LOOSE);
    writeFileSync(join(folder, 'b.sfmap'), Buffer.from([0x6d, 0xff, 0xfe]));
    put('c.sfmap', LOOSE);
    const ended = await run('gone.sfmap', '.');
    expect(ended).toMatchObject({ code: 2, out: 'a.sfmap\nc.sfmap\n' });
    expect(ended.err).toMatch(
      /^sfmap: The mapping gone\.sfmap does not exist\. .*\nsfmap: .*b\.sfmap is not UTF-8 text/,
    );
    expect(ended.err).toContain('2 files: 2 formatted.\n');
    expect([get('a.sfmap'), get('c.sfmap')]).toEqual([TIDY, TIDY]);
  });
});
