import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Json } from '../../../server/src/core/json.ts';
import { compilePath } from '../../../server/src/core/jsonpath/compile.ts';
import { type ParsedPath, parsePath } from '../../../server/src/core/jsonpath/parse.ts';
import { compilePathSet } from '../../../server/src/core/jsonpath/set.ts';
import recorded from './cases.json' with { type: 'json' };
import { recordedFile } from './recorded-data.ts';

const person = recordedFile('payloads/perperson-all-entities.json');
const styles = recordedFile('payloads/attributes-100-by-style.json');

/** Every path of a set must give what it gives alone. */
function expectSameAsAlone(paths: ReadonlyMap<string, ParsedPath>, payload: Json, budget?: number): void {
  const settings = budget === undefined ? {} : { budget };
  const readings = compilePathSet(paths, settings).read(payload);
  expect([...readings.keys()]).toEqual([...paths.keys()]);
  for (const [name, path] of paths) {
    const alone = compilePath(path, settings).values(payload);
    const expected = alone.ok ? { ok: true, value: alone.results[0], count: alone.results.length } : alone;
    expect(readings.get(name)).toEqual(expected);
  }
}

function parsedSet(paths: readonly string[]): Map<string, ParsedPath> {
  return new Map(paths.map((path, index) => [`${index} ${path}`, parsePath(path)]));
}

describe('all paths of a file in one walk', () => {
  it('reads each as it is read alone, failures and rejections included', () => {
    expectSameAsAlone(parsedSet(recorded.cases.map(({ path }) => path)), recorded.payload);
  });

  it('keeps a path that fails or works without end away from the others', () => {
    const paths = parsedSet(['$.a[0,-1].b', '$.a[0].b', '$.a[*].b', '$..*..*..*', '$.a[', '$', '$.a[::0]', '$.zz']);
    const payload = { a: Array.from({ length: 50 }, (_, b) => ({ b })) };
    expectSameAsAlone(paths, payload, 2_000);
    expectSameAsAlone(paths, null);
  });

  it('remembers what a search has found, and never for another search', () => {
    const job = (code: string) => ({ s: { c: code }, job: [{ results: [code] }, { results: { results: code } }] });
    const payload = {
      nav: { results: [{ job: { results: [job('A'), job('B')] } }, { job: null, results: [job('C')] }] },
      results: [{ nav: { results: 1 } }],
      job: { nav: { job: { results: [{ s: { c: 'A' } }] } } },
    };
    const filter = "[?(@.s.c == 'A')]";
    const paths = [
      `$.nav..results[?(@.job..results${filter})].job`,
      `$.nav..job..results${filter}.s.c`,
      '$..results',
      '$..job..results',
      '$..nav..job',
      '$.nav..nothing',
      '$..results..results',
      `$..results[?(@..results)]`,
      '$.nav.results[*]..results',
      `$[?($..results)]`,
    ];
    expectSameAsAlone(parsedSet(paths), payload);
    for (const path of paths) {
      // The places are found by another way, without anything remembered.
      const { values, matches } = compilePath(path);
      const [found, placed] = [values(payload), matches(payload)];
      expect(found.ok && placed.ok && placed.results.map(({ value }) => value)).toEqual(found.ok && found.results);
    }
  });

  it('takes many names to search for, and searches in many steps', () => {
    const names = Array.from({ length: 40 }, (_, index) => `$..n${index}`);
    const payload = Object.fromEntries(names.map((name) => [name.slice(3), { n1: 1 }]));
    expectSameAsAlone(parsedSet(names), payload);
    expectSameAsAlone(parsedSet([`$${'..a'.repeat(20_000)}`, '$..a..b']), { a: { a: { b: 1 } } });
  });

  it('takes paths of any length', () => {
    const long = '.a'.repeat(50_000);
    expectSameAsAlone(parsedSet([`$${long}`, '$.a.a']), { a: { a: 1 } });
  });

  it.skipIf(person === undefined || styles === undefined)(
    'reads 100 attributes in five styles (skipped: the recorded data is not here)',
    () => {
      const payload = z.json().parse(JSON.parse(person ?? 'null'));
      const lists = z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))).parse(JSON.parse(styles ?? '{}'));
      for (const list of Object.values(lists)) {
        expect(list).toHaveLength(100);
        expectSameAsAlone(new Map(list.map(([name, path]) => [name, parsePath(path)])), payload);
      }
    },
  );
});
