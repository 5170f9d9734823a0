import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codePages } from '../../server/src/core/analysis/code-page.ts';
import { expectRefused } from './support/expect-refused.ts';
import { useSfmap } from './support/set-up.ts';

const sfmap = useSfmap();
const explain = (...args: string[]) => sfmap.run(['explain', ...args]);
const page = (code: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'rules', `${code}.md`), 'utf8').replace(
    /\nMade by .*\n$/,
    '',
  );

describe('sfmap explain', () => {
  it.each([
    ['SFM2002', 'SFM2002'],
    ['sfm2002', 'SFM2002'],
    ['2002', 'SFM2002'],
    ['SFM1011', 'SFM1011'],
    ['SFM1104', 'SFM1104'],
  ])('%s prints the page of %s as docs/rules has it', async (name, code) => {
    expect(await explain(name)).toEqual({ code: 0, out: page(code), err: '' });
  });

  it('prints several', async () => {
    expect((await explain('SFM2001', '2002')).out).toBe(`${page('SFM2001')}\n${page('SFM2002')}`);
  });

  it('alone lists every code with its level and title', async () => {
    const { out, code } = await explain();
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(codePages.length);
    expect(out).toMatch(/^SFM2002 {2}error {8}Unknown source attribute$/m);
  });

  it('gives JSON', async () => {
    const [one] = JSON.parse((await explain('2002', '--format', 'json')).out);
    expect(one).toMatchObject({ code: 'SFM2002', severity: 'error', wrong: expect.stringContaining('provision ') });
    expect(JSON.parse((await explain('--format', 'json')).out)).toHaveLength(codePages.length);
  });

  it('of an unknown code names the nearest', async () => {
    expectRefused(await explain('SFM2992'), /There is no code SFM2992\. Did you mean SFM2\d{3}\?/);
    expectRefused(await explain('SFM2002', 'nonsense'), /There is no code nonsense\. sfmap explain alone lists them\./);
  });
});
