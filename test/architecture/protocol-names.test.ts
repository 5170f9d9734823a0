import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './read-imports.ts';

const root = resolve(import.meta.dirname, '../..');
const NAMES = 'server/src/lsp/protocol-names.ts';
/** An import of something that is there when the program runs. */
const OF_VALUES = /^(?:im|ex)port (?!type )[^;]*\bfrom 'vscode-languageserver\/node';/m;

describe('what is taken from vscode-languageserver beside types', () => {
  it('is taken by one file, for each one makes a start slower', () => {
    const takers = [...sourceFiles(root, 'server/src')].filter(([, source]) => OF_VALUES.test(source));
    expect(takers.map(([path]) => path)).toEqual([NAMES]);
  });
});
