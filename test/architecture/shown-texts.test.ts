import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { sourceFiles } from './read-imports.ts';

// The editor makes links of marks in what an input box says, commands among them: a name of a file or a connection would
// run one by a click (client/src/infrastructure/shown-text.ts).

const root = resolve(import.meta.dirname, '../..');
const SAID =
  /\b(?:prompt|validationMessage)\s*[:=]\s*`[^`]*\$\{|validateInput:.*=>\s*`[^`]*\$\{|[?:]\s*`[^`]*\$\{[^`]*`\s*:\s*undefined/;

it('no text with a name in it goes into an input box as it is', () => {
  const files = [...sourceFiles(root, 'client/src')];
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter(([, text]) => SAID.test(text)).map(([path]) => path)).toEqual([]);
});

it.each([
  'prompt: `File, as §{nameOf(document)} would name it`',
  'box.validationMessage = `There is no §{name}.`',
  'validateInput: (text) => `There is a §{text} already.`',
  'return (await exists(uri)) ? `There is a §{name} already.` : undefined;',
])('is seen, with $ in place of §: %s', (line) => {
  expect(SAID.test(line.replace('§', '$'))).toBe(true);
});
