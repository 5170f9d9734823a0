import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../server/src/core/json.ts';
import { examplePerson, peopleNames } from '../support/example-people.ts';
import { baselineOf } from './baseline.ts';

const files = join(import.meta.dirname, 'files');
const baselines = join(import.meta.dirname, 'baselines');
const below = (folder: string, end: string) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(end))
        .map((name) => name.slice(0, -end.length).replaceAll('\\', '/'))
        .sort()
    : [];

const names = below(files, '.sfmap');
const rita = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'examples', 'writeback', 'people', 'rita.json'), 'utf8'),
) as JsonObject;

/** `// person: rehire` chooses whose values are shown. */
function personOf(text: string): { name: string; payload: JsonObject } {
  const name = /\/\/ person: (\S+)/.exec(text)?.[1] ?? 'rehire';
  if (name === 'rita') return { name, payload: rita };
  if (!peopleNames.includes(name))
    throw new Error(`There is no person ${name}. People: rita, ${peopleNames.join(', ')}.`);
  return { name, payload: examplePerson(name) };
}

function current(name: string): string {
  const text = readFileSync(join(files, `${name}.sfmap`), 'utf8');
  return baselineOf(text, personOf(text));
}

// `npm run corpus` writes what is compared otherwise.
if (process.env['SFMAP_CORPUS'] === 'write') {
  it('writes the baselines', () => {
    for (const name of below(baselines, '.txt')) if (!names.includes(name)) rmSync(join(baselines, `${name}.txt`));
    for (const name of names) {
      const path = join(baselines, `${name}.txt`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, current(name));
    }
  });
} else {
  describe('the corpus', () => {
    it.each(names)('%s is as its baseline says', (name) => {
      const path = join(baselines, `${name}.txt`);
      const known = existsSync(path) ? readFileSync(path, 'utf8') : '(no baseline yet: run npm run corpus)';
      expect(current(name)).toBe(known);
    });

    it('has a file for each baseline, and as many as were promised', () => {
      expect(below(baselines, '.txt')).toEqual(names);
      const count = (group: string) => names.filter((name) => name.startsWith(`${group}/`)).length;
      expect(count('language')).toBe(2);
      expect(count('inbound')).toBeGreaterThanOrEqual(8);
      expect(count('writeback')).toBeGreaterThanOrEqual(5);
      expect(count('expressions')).toBeGreaterThanOrEqual(20);
      expect(count('broken')).toBeGreaterThanOrEqual(40);
    });
  });
}
