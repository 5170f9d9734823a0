import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../server/src/core/analysis/bind.ts';
import { mappingTemplates } from '../../server/src/core/catalog/mapping-templates.ts';
import { parseMapping } from '../../server/src/core/language/parse.ts';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const sfmap = useSfmap();
const init = (...args: string[]) => sfmap.run(['init', ...args], { cwd: sfmap.folder });
const pairs = Object.keys(mappingTemplates) as (keyof typeof mappingTemplates)[];

describe('sfmap init', () => {
  it.each(pairs)('%s: prints a mapping in which nothing is above information', async (pair) => {
    const { out, code, err } = await init('--from', pair.replace('->', ' -> '));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(bindMapping(parseMapping(out)).pair).toBe(pair);
    const found = JSON.parse((await sfmap.run(['check', '-', '--format', 'json'], { input: out })).out);
    expect(found.filter(({ severity }: { severity: string }) => severity !== 'information')).toEqual([]);
  });

  it.each([
    ['SuccessFactors->EntraID', 'SuccessFactors->EntraID'],
    ['successfactors-entraid', 'SuccessFactors->EntraID'],
    ['SuccessFactors to ActiveDirectory', 'SuccessFactors->ActiveDirectory'],
    ['EntraID:SuccessFactors', 'EntraID->SuccessFactors'],
  ] as const)('takes %s for a pair', async (name, pair) => {
    expect((await init('--from', name)).out).toBe(mappingTemplates[pair]);
  });

  it('writes a file, and never over one', async () => {
    const ended = await init('--from', 'SuccessFactors -> EntraID', '--out', 'new.sfmap');
    expect(ended).toMatchObject({ code: 0, out: '', err: expect.stringContaining('Wrote new.sfmap.') });
    const path = join(sfmap.folder, 'new.sfmap');
    expect(readFileSync(path, 'utf8')).toBe(mappingTemplates['SuccessFactors->EntraID']);
    writeFileSync(path, 'mine');
    expectRefused(await init('--from', 'SuccessFactors -> EntraID', '--out', 'new.sfmap'), /new\.sfmap exists already/);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expectRefused(
      await init('--from', pairs[0] ?? '', '--out', 'none/new.sfmap'),
      /The folder of none\/new\.sfmap does not/,
    );
    expect(existsSync(join(sfmap.folder, 'none'))).toBe(false);
    mkdirSync(join(sfmap.folder, 'folder'));
    expectRefused(await init('--from', pairs[0] ?? '', '--out', 'folder'), /folder/);
  });

  it('names the three pairs when none, or another one, is given', async () => {
    const three = /"SuccessFactors -> EntraID", "SuccessFactors -> ActiveDirectory", "EntraID -> SuccessFactors"/;
    expectRefused(await init(), /needs to know the two systems/, three);
    expectRefused(await init('--from', 'Workday -> EntraID'), /There is no pair Workday -> EntraID\./, three);
    expectRefused(await init('--from', 'SucessFactors -> EntraID'), /Did you mean "SuccessFactors -> EntraID"\?/);
  });
});
