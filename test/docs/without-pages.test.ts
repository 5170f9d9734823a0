import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundleOptions } from '../../scripts/lib/bundles.mjs';
import { withoutPage } from '../../scripts/lib/without-pages.mjs';
import { rules } from '../../server/src/core/analysis/rules.ts';

const folder = join(import.meta.dirname, '..', '..', 'server', 'src', 'core', 'analysis', 'rules');

describe('the bundles', () => {
  it.each([
    ['sfmap', true],
    ['server-program', true],
    ['core', false],
  ] as const)('%s holds the pages of the rules: %s', async (name, expected) => {
    const { outputFiles } = await build({ ...bundleOptions(name), write: false, sourcemap: false });
    const text = outputFiles[0]?.text ?? '';
    const titles = rules.filter(({ title }) => text.includes(title));
    expect(titles).toHaveLength(rules.length);
    expect(/\bwhy: ["'`]/.test(text)).toBe(expected);
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
