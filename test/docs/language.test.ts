import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../server/src/core/analysis/bind.ts';
import { parseMapping } from '../../server/src/core/language/parse.ts';
import { givenFiles } from '../../server/src/core/testing/given.ts';
import { runTests } from '../../server/src/core/testing/run-tests.ts';
import { check } from '../../server/src/library/library.ts';

const text = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'language.md'), 'utf8');
const blocks = [...text.matchAll(/^```sfmap\n([\s\S]*?)^```$/gm)].map(({ 1: block = '' }) => block);
/** A piece of a file, with what it needs around it. */
const whole = (block: string) => {
  if (block.startsWith('provision')) return block;
  if (block.startsWith('//')) return `provision SuccessFactors -> EntraID\nmap {\n${block}}\n`;
  return `provision EntraID -> SuccessFactors\n${block}`;
};

describe('the reference of the language', () => {
  it.each(blocks)('shows what can be read: %j', (block) => {
    const file = parseMapping(whole(block));
    expect([...file.problems, ...file.declarations.flatMap(({ problems }) => problems)]).toEqual([]);
  });

  it('begins with a file without errors, whose tests pass', () => {
    const [first = ''] = blocks;
    expect(check(first).filter(({ severity }) => severity !== 'information')).toEqual([]);
    const model = bindMapping(parseMapping(first));
    expect(givenFiles(model)).toEqual([]);
    const results = runTests(model, { text: first });
    expect(results).not.toEqual([]);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('names every kind of line', () => {
    for (const word of ['given', 'person', 'existing', 'at', 'domain', 'taken', 'expect', 'clear', 'change', 'match'])
      expect(text).toContain(`\`${word}`);
  });

  it('links to headings that exist', () => {
    const headings = new Set(
      [...text.matchAll(/^## (.+)$/gm)].map(({ 1: title = '' }) =>
        title
          .toLowerCase()
          .replace(/[^a-z ]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    for (const { 1: target = '' } of text.matchAll(/\]\(#([a-z-]+)\)/g)) expect(headings).toContain(target);
  });
});
