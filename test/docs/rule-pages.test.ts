import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleIndex, rulePage } from '../../scripts/lib/rule-pages.mjs';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import * as core from '../../server/src/core/analysis/code-page.ts';
import { rules } from '../../server/src/core/analysis/rules.ts';
import { syntaxCodes } from '../../server/src/core/analysis/syntax-codes.ts';
import type { Json } from '../../server/src/core/json.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'docs', 'rules');
const read = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8');
const check = (text: string, payload?: Json) =>
  new Analysis(text, { sample: payload === undefined ? undefined : { label: 'page', payload } }).diagnostics;

describe('docs/rules is as node scripts/rule-pages.mjs writes it', () => {
  it.each(core.codePages.map((page) => [page.code, page] as const))('%s', (code, page) => {
    expect(read(code)).toBe(rulePage(page, core));
  });

  it('README', () => {
    expect(read('README')).toBe(ruleIndex(core));
  });

  it('has a page for each code and no other', () => {
    expect(readdirSync(folder).sort()).toEqual(['README.md', ...core.codePages.map(({ code }) => `${code}.md`)].sort());
  });
});

describe('the pages', () => {
  const withExamples = core.codePages.flatMap(({ code, page }) =>
    page?.wrong === undefined || page.right === undefined
      ? []
      : [[code, page.wrong, page.right, page.payload] as const],
  );

  it('are there for every rule', () => {
    expect(rules.filter(({ page }) => page === undefined).map(({ code }) => code)).toEqual([]);
  });

  it.each(withExamples)('%s: the wrong example reports it', (code, wrong, _right, payload) => {
    expect(check(wrong, payload).map((one) => one.code)).toContain(code);
  });

  it.each(withExamples)('%s: the right example has nothing above information', (_code, _wrong, right, payload) => {
    const found = check(right, payload).filter(({ severity }) => severity !== 'information');
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });

  it.each(withExamples)(
    '%s: the right example does not report it, and both end with a line',
    (code, wrong, right, payload) => {
      expect(check(right, payload).map((one) => one.code)).not.toContain(code);
      for (const text of [wrong, right]) expect(text).toMatch(/^\S[\s\S]*[^\n]\n$/);
    },
  );

  it.each(core.codePages.map(({ code, page }) => [code, page?.why ?? '']))(
    '%s: says why in whole sentences',
    (_code, why) => {
      expect(why).toMatch(/^[A-Z`{][\s\S]{40,}[.`)]$/);
      expect(why).not.toMatch(/\.\.\/shared|\/work\/|TODO/);
    },
  );
});

describe('the codes', () => {
  it('are told apart', () => {
    expect(new Set(core.codePages.map(({ code }) => code)).size).toBe(core.codePages.length);
  });

  it('of mistakes of the text are all in the table', () => {
    const language = join(root, 'server', 'src', 'core', 'language');
    const used = readdirSync(language, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => readFileSync(join(language, name), 'utf8').match(/SFM\d{4}/g) ?? []);
    const known = new Set<string>(core.codePages.map(({ code }) => code));
    expect(used.filter((code) => !known.has(code))).toEqual([]);
    expect(syntaxCodes.map(({ code }) => code).filter((code) => core.ruleCodes.has(code))).toEqual([]);
  });
});
