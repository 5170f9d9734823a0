import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const TEXT = `provision SuccessFactors -> EntraID
map {
  displayName <- Jion(" ", [firstName])
  city        <- [nobody]
}
`;

const sfmap = useSfmap();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(sfmap.folder, 'project-'));
  writeFileSync(join(folder, 'workers.sfmap'), TEXT);
});

const project = (content: unknown, name = 'sfmap.json') =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const check = (...args: string[]) => sfmap.run(['check', '--format', 'json', ...args], { cwd: folder });
const levels = (out: string) =>
  (JSON.parse(out) as { code: string; severity: string }[]).map(({ code, severity }) => `${code} ${severity}`);

describe('levels of sfmap.json', () => {
  it('decide what is found, how bad it is, and the exit code', async () => {
    expect(levels((await check('workers.sfmap')).out)).toEqual(['SFM2001 error', 'SFM2002 error']);
    project({ rules: { SFM2001: 'off', SFM2002: 'warning' } });
    const ended = await check('workers.sfmap');
    expect(levels(ended.out)).toEqual(['SFM2002 warning']);
    expect(ended.code).toBe(0);
    expect((await check('workers.sfmap', '--fail-on', 'warning')).code).toBe(1);
  });

  it('of the nearest file count, or of the one that is named', async () => {
    project({ rules: { SFM2001: 'off', SFM2002: 'off' } });
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'a', 'b', 'deep.sfmap'), TEXT);
    expect(levels((await check('a')).out)).toEqual([]);
    writeFileSync(join(folder, 'a', 'sfmap.json'), '{"rules": {"SFM2001": "information"}}');
    expect(levels((await check('a')).out)).toEqual(['SFM2001 information', 'SFM2002 error']);
    project({}, 'other.json');
    expect(levels((await check('a', '--config', 'other.json')).out)).toEqual(['SFM2001 error', 'SFM2002 error']);
  });

  it('never lower a mistake of the text', async () => {
    project({ rules: { SFM1011: 'off', SFM1009: 'off', SFM1001: 'off' } });
    writeFileSync(join(folder, 'workers.sfmap'), TEXT.replace('[firstName])', '[firstName]'));
    const { out, code } = await check('workers.sfmap');
    expect(levels(out)).toContainEqual(expect.stringMatching(/^SFM10\d\d error$/));
    expect(code).toBe(1);
  });

  it.each([
    ['cut off', '{"rules": {', /sfmap\.json/],
    ['with an unknown level', { rules: { SFM2001: 'loud' } }, /rules\.SFM2001 must be one of/],
    ['that is a list', [], /sfmap\.json/],
    ['of random bytes', '\u0000\u0001\u0002', /sfmap\.json/],
  ])('of a file %s are an error', async (_name, content, message) => {
    project(content);
    expectRefused(await check('workers.sfmap'), message);
  });
});

describe('mapping files', () => {
  it('stand in folders of any name', async () => {
    for (const name of ['[a]', 'b {c}', 'd*', '!e', 'ä ö']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'x.sfmap'), TEXT);
      const { out } = await check(name);
      expect((JSON.parse(out) as { file: string }[])[0]?.file).toBe(join(name, 'x.sfmap'));
    }
    expect((await check(join(folder, '[a]', 'x.sfmap'))).code).toBe(1);
  });

  it('are checked once, however often they are named', async () => {
    const { out } = await check('workers.sfmap', '.', '*.sfmap', join(folder, 'workers.sfmap'));
    expect(levels(out)).toHaveLength(2);
  });
});
