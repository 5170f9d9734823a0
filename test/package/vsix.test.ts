import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './project.ts';
import { zipEntries } from './zip-entries.ts';

const KILOBYTE = 1024;

describe('sfmap.vsix', () => {
  const file = join(root, 'sfmap.vsix');
  const open = () => {
    if (!existsSync(file)) throw new Error('sfmap.vsix is missing: run "npm run package" first (npm test does).');
    return readFileSync(file);
  };

  it('holds these files and no other', () => {
    expect(
      zipEntries(open())
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/extension.cjs',
      'extension/dist/preview.js',
      'extension/dist/rule-pages.json',
      'extension/dist/sandbox.cjs',
      'extension/dist/server-program.cjs',
      'extension/dist/server.cjs',
      'extension/dist/sfmap.cjs',
      'extension/dist/shared-core.cjs',
      'extension/dist/speaking.cjs',
      'extension/language-configuration.json',
      'extension/media/preview.css',
      'extension/media/sfmap.svg',
      'extension/media/start.md',
      'extension/package.json',
      'extension/readme.md',
      'extension/schemas/plan.schema.json',
      'extension/schemas/sfmap.schema.json',
      'extension/syntaxes/sfmap-report.tmLanguage.json',
      'extension/syntaxes/sfmap.tmLanguage.json',
    ]);
  });

  it('is at most 1 MB, packed', () => {
    expect(open().length).toBeLessThanOrEqual(KILOBYTE * KILOBYTE);
  });
});
