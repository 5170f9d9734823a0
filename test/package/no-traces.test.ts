import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { read, root } from './project.ts';

const OPEN_WORK = ['TO', 'DO|FIX', 'ME'].join('');

describe('what the repository holds', () => {
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => /^(client|server|sandbox|examples|docs|syntaxes)\/.*\.(ts|md|sfmap|json)$/.test(file));

  it('names no folder of a developer’s machine', () => {
    expect(files.filter((file) => /\.\.\/shared\b|\/work\/|\/root\//.test(read(file)))).toEqual([]);
  });

  it('leaves nothing to be done later in the sources', () => {
    const sources = files.filter((file) => file.endsWith('.ts'));
    const forbidden = new RegExp(`\\b(?:${OPEN_WORK})\\b|@ts-(?:ignore|nocheck)|\\beval\\(|new Function\\(`);
    expect(sources.filter((file) => forbidden.test(read(file)))).toEqual([]);
  });
});
