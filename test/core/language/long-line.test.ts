import { describe, expect, it } from 'vitest';
import { bindMapping } from '../../../server/src/core/analysis/bind.ts';
import { checkMapping } from '../../../server/src/core/analysis/check.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';

const HEAD = 'provision SuccessFactors -> EntraID\n';
const LONG = 20_000_000;

describe('a line of 20 MB is read without an error, and the declarations beside it are there', () => {
  it.each<[string, (long: (unit: string) => string) => string]>([
    ['a text that stands for a name', (long) => `map {\n  "${long('a')}" <- [email]\n`],
    ['a constant', (long) => `map {\n  displayName <- "${long('a')}"\n`],
    ['a text with escapes that is not closed', (long) => `map {\n  displayName <- "${long('\\n')}\n`],
    ['a name', (long) => `map {\n  ${long('a')} <- [email]\n`],
    ['a word that ends in dots', (long) => `map {\n  a${long('. '.repeat(20))}\n`.slice(0, LONG / 10)],
    ['blanks between a name and its arrow', (long) => `map {\n  displayName ${long(' ')}<- [email]\n`],
    ['comments between them', (long) => `map {\n  displayName ${long('/**/')}<- [email]\n`],
    ['curly quotes', (long) => `map {\n  displayName <- “${long('a')}\n`],
    ['single quotes', (long) => `map {\n  displayName <- '${long('a')}\n`],
    ['calls in calls', (long) => `map {\n  displayName <- ${long('ToUpper(')}\n`],
    ['a comment', (long) => `map { // ${long('a ')}\n`],
    ['signs before a brace', (long) => `map ${long('(')} {\n`],
    ['a path', (long) => `source {\n  a = $${long('.a[?(@')}\n}\nmap {\n`],
  ])(
    '%s',
    (_, line) => {
      const text = `${HEAD}${line((unit) => unit.repeat(LONG / unit.length))}  mail <- [email]\n}\n`;
      const file = parseMapping(text);
      const model = bindMapping(file);
      expect(checkMapping(file, model, {}).length).toBeLessThan(100_000);
      const last = file.declarations.at(-1);
      expect(text.slice(last?.offset)).toContain('mail <- [email]');
    },
    60_000,
  );
});
