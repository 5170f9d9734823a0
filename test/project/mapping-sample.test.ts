import { expect, it } from 'vitest';
import { readMappingSample } from '../../server/src/project/sample-file.ts';

it.each([
  '/etc/hostname',
  '\\\\host.invalid\\share\\a.json',
  '//host.invalid/a.json',
  'C:\\a.json',
  'https://host.invalid/a.json',
  'file:///a.json',
  '~/a.json',
])('never reads a sample that is not relative to its mapping: %s', async (path) => {
  await expect(readMappingSample('/work/a.sfmap', path)).rejects.toThrow(/is not relative to its mapping/);
});
