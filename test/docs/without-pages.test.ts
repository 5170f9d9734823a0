import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundleOptions } from '../../scripts/lib/bundles.mjs';
import { PAGES } from '../../scripts/lib/shared-pages.mjs';
import { withoutPage } from '../../scripts/lib/without-pages.mjs';
import { rules } from '../../server/src/core/analysis/rules.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs', 'rules');
const folder = join(import.meta.dirname, '..', '..', 'server', 'src', 'core', 'analysis', 'rules');

describe('the bundles', () => {
  it.each([['shared-core'], ['core']] as const)('%s holds the rules without their pages', async (name) => {
    const { outputFiles } = await build({ ...bundleOptions(name), write: false, sourcemap: false });
    const text = outputFiles[0]?.text ?? '';
    const titles = rules.filter(({ title }) => text.includes(title));
    expect(titles).toHaveLength(rules.length);
    // Escapes differ, so the longest run of plain words of each page is looked for.
    const words = (why = '') => why.match(/[A-Za-z ,]{30,}/)?.[0];
    expect(rules.filter(({ page }) => text.includes(words(page?.why) ?? 'no such words'))).toEqual([]);
  });

  it('have the pages in one file beside them, each under its code', async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'sfmap-pages-'));
    for (const name of ['shared-core', 'sfmap'] as const)
      await build({ ...bundleOptions(name, { outdir }), sourcemap: false });
    const pages = Object.fromEntries(rules.map(({ code, page }) => [code, page]));
    expect(JSON.parse(readFileSync(join(outdir, PAGES), 'utf8'))).toEqual(pages);
    const explain = (code: string) => spawnSync(process.execPath, [join(outdir, 'sfmap.cjs'), 'explain', code]);
    for (const code of ['SFM1101', 'SFM2103', 'SFM3202']) {
      const page = readFileSync(join(docs, `${code}.md`), 'utf8').slice(0, 400);
      expect(explain(code).stdout.toString().slice(0, 400)).toBe(page);
    }
    rmSync(join(outdir, PAGES));
    expect(explain('SFM1101').stdout.toString()).toMatch(/^# SFM1101: The pair of systems/);
    rmSync(outdir, { recursive: true });
  });
});

describe('a rule without its page', () => {
  it.each(readdirSync(folder))('%s keeps its lines', (name) => {
    const source = readFileSync(join(folder, name), 'utf8');
    const without = withoutPage(source);
    expect(without.split('\n')).toHaveLength(source.split('\n').length);
    expect(without).not.toMatch(/^ {2}page: \{|^ {4}why:/m);
  });

  it('is found whatever stands in its texts', () => {
    const source =
      "a = {\n  page: {\n    wrong: `}\n\\`}`, // }\n    right: '}\\'}', b: { c: \"}\" },\n  },\n  check() {},\n};";
    expect(withoutPage(source)).toBe('a = {\n  ...{}\n\n\n,\n  check() {},\n};'.replace('\n\n\n,', '\n\n\n\n,'));
    expect(() => withoutPage('x = {\n  page: { why: 1')).toThrow('not closed');
  });
});
