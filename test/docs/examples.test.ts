import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, format } from '../../server/src/library/library.ts';

const root = join(import.meta.dirname, '..', '..');

describe.each(globSync('examples/**/*.sfmap', { cwd: root }))('%s', (name) => {
  const text = readFileSync(join(root, name), 'utf8');

  it('stands in its usual form', () => {
    expect(format(text)).toBe(text);
  });

  it('has nothing above information', () => {
    expect(check(text).filter(({ severity }) => severity !== 'information')).toEqual([]);
  });
});
