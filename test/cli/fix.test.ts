import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Sfmap } from './support/sfmap.ts';

const root = join(import.meta.dirname, '..', '..');
const example = join(root, 'examples', 'inbound', 'contoso.sfmap');

let sfmap: Sfmap;
let folder: string;
let count = 0;
beforeAll(async () => {
  sfmap = await Sfmap.build();
});
beforeEach(() => {
  folder = join(sfmap.folder, `fix-${++count}`);
  mkdirSync(folder);
});
afterAll(() => sfmap?.remove());

const run = (...args: string[]) => sfmap.run(['fix', ...args], { cwd: folder });
const BROKEN = `provision SuccessFactors -> EntraID
source {
  badge = $.phoneNav.results[?(@.phoneType=='10605')].phoneNumber
}
map {
  surname     <- [lastNam]
  displayName <- Jion(" ", [firstName], [lastName])
  givenName   <- 'unknown'
}
`;
const MENDED = BROKEN.replace("=='10605'", " == '10605'")
  .replace('[lastNam]', '[lastName]')
  .replace('Jion', 'Join')
  .replace("'unknown'", '"unknown"');

describe('fixes', () => {
  it('are printed; what was done is said on standard error; the file stays as it is', async () => {
    writeFileSync(join(folder, 'a.sfmap'), BROKEN);
    const ended = await run('a.sfmap');
    expect(ended).toMatchObject({ code: 0, out: MENDED });
    expect(
      ended.err
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(':')[0])
        .sort(),
    ).toEqual(['SFM1006', 'SFM2001', 'SFM2002', 'SFM3003']);
    expect(readFileSync(join(folder, 'a.sfmap'), 'utf8')).toBe(BROKEN);
  });

  it('may be chosen by code', async () => {
    writeFileSync(join(folder, 'a.sfmap'), BROKEN);
    expect((await run('a.sfmap', '--code', 'SFM2001')).out).toBe(BROKEN.replace('Jion', 'Join'));
    expect((await run('a.sfmap', '--code', '2001')).out).toBe(BROKEN.replace('Jion', 'Join'));
    expect((await run('a.sfmap', '--code', 'sfm2001')).out).toBe(BROKEN.replace('Jion', 'Join'));
    expect(await run('a.sfmap', '--code', 'SFM2007')).toMatchObject({ out: BROKEN, err: 'Nothing to fix.\n' });
    expect(await run('a.sfmap', '--code', 'SFM20022')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('There is no code SFM20022. Did you mean SFM2002?'),
    });
    expect(await run('a.sfmap', '--code', 'comma')).toMatchObject({ code: 2, out: '' });
  });

  it('take a file or standard input', async () => {
    expect(await sfmap.run(['fix', '-'], { input: BROKEN })).toMatchObject({ code: 0, out: MENDED });
    expect(await sfmap.run(['fix', '-', '--write'], { input: BROKEN })).toMatchObject({ code: 2, out: '' });
  });

  it('are written whole: permissions, byte-order mark, line ends and links stay', async () => {
    const text = `\ufeff${BROKEN.replaceAll('\n', '\r\n')}`;
    writeFileSync(join(folder, 'a.sfmap'), text);
    chmodSync(join(folder, 'a.sfmap'), 0o640);
    symlinkSync('a.sfmap', join(folder, 'link.sfmap'));
    const ended = await run('link.sfmap', '--write');
    expect(ended).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(folder, 'a.sfmap'), 'utf8')).toBe(`\ufeff${MENDED.replaceAll('\n', '\r\n')}`);
    expect(statSync(join(folder, 'a.sfmap')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(['a.sfmap', 'link.sfmap']);

    const before = statSync(join(folder, 'a.sfmap')).mtimeMs;
    expect(await run('a.sfmap', '--write')).toMatchObject({ code: 0, err: 'Nothing to fix.\n' });
    expect(statSync(join(folder, 'a.sfmap')).mtimeMs).toBe(before);
  });

  it('also where the sample is needed to see them', async () => {
    writeFileSync(
      join(folder, 'me.json'),
      JSON.stringify({ personIdExternal: '1', phoneNav: { results: [{ contosoBadge: '2' }] } }),
    );
    const text =
      'provision SuccessFactors -> EntraID\nsample me = "me.json"\nsource {\n  badge = $.phoneNav.results[0].contosoBadg\n}\n';
    writeFileSync(join(folder, 'a.sfmap'), text);
    expect((await run('a.sfmap')).out).toBe(text.replace('contosoBadg', 'contosoBadge'));
    writeFileSync(join(folder, 'me.json'), '<html>');
    expect(await run('a.sfmap')).toMatchObject({ code: 0, out: text });
  });

  it('never rewrite what Microsoft prints', async () => {
    for (const name of ['scenario-1', 'scenario-2', 'scenario-3', 'scenario-4', 'scenario-5']) {
      const path = join(root, 'examples', 'writeback', `${name}.sfmap`);
      expect((await run(path)).out).toBe(readFileSync(path, 'utf8'));
    }
  });
});

describe('an HR situation', () => {
  it.each([
    ['conversion', '$.employmentNav.results[?(@.userNav != null)]'],
    ['rehire', '$.employmentNav.results[-1:]'],
    ['global-assignment', "$.employmentNav.results[?(@.assignmentClass == 'ST')]"],
  ])('%s is answered in the whole file, and once', async (scenario, prefix) => {
    const text = readFileSync(example, 'utf8');
    writeFileSync(join(folder, 'a.sfmap'), text);
    const ended = await run('a.sfmap', '--scenario', scenario, '--write');
    expect(ended).toMatchObject({ code: 0, out: '' });
    expect(ended.err).toMatch(/in the whole file .* \d+ paths; startDate and manager keep theirs/);
    expect(ended.err).toMatch(/startDate is kept: .*\n.*manager is kept: /);
    const changed = readFileSync(join(folder, 'a.sfmap'), 'utf8');
    expect(changed).toContain(`replace $.employmentNav.results[0] -> ${prefix}\n`);
    expect(changed).toContain(`${prefix}.okToRehire`);
    const again = await run('a.sfmap', '--scenario', scenario);
    expect(again).toMatchObject({ code: 0, out: changed, err: expect.stringContaining('Nothing to change') });
    expect((await sfmap.run(['check', 'a.sfmap', '--fail-on', 'warning'], { cwd: folder })).out).not.toMatch(
      / error (?!SFM1104)/,
    );
  });

  it('changes the value that the rehired person gets', async () => {
    const payload = join(root, 'examples', 'inbound', 'people', 'rehire.json');
    const department = async (path: string) =>
      JSON.parse((await sfmap.run(['eval', path, '--payload', payload, '--format', 'json'])).out).targets.department
        .value;
    const text = (await run(example, '--scenario', 'rehire')).out;
    writeFileSync(join(folder, 'after.sfmap'), text);
    expect(await department(join(folder, 'after.sfmap'))).not.toBe(await department(example));
  });

  it('is refused for a writeback, and one that nobody knows', async () => {
    const writeback = join(root, 'examples', 'writeback', 'scenario-1.sfmap');
    const ended = await run(writeback, '--scenario', 'rehire');
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(/^sfmap: HR situations .*\. Name an inbound mapping\.\n$/);
    expect((await run(writeback, '--scenario', 'retirement')).code).toBe(2);
  });
});
