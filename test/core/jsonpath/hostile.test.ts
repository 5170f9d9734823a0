import { describe, expect, it } from 'vitest';
import type { Json } from '../../../server/src/core/json.ts';
import { compilePath } from '../../../server/src/core/jsonpath/compile.ts';
import { explainEmpty } from '../../../server/src/core/jsonpath/explain.ts';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';
import { isRejected } from '../../../server/src/core/jsonpath/path-syntax.ts';
import { selectTokens } from '../../../server/src/core/jsonpath/select-tokens.ts';

const LEVELS = 100_000;

function nested(levels: number): Json {
  let value: Json = 'bottom';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? { a: value } : [value];
  return value;
}

describe('payloads and paths without measure', () => {
  const deep = nested(LEVELS);

  it('searches a payload of 100,000 levels', () => {
    const result = compilePath('$..a').values(deep);
    expect(result.ok && result.results.length).toBe(LEVELS / 2);
    expect(compilePath("$..[?(@ == 'bottom')]").values(deep)).toMatchObject({ ok: true });
    expect(explainEmpty(parsePath('$..b'), deep)).toMatchObject({ cause: 'no-match' });
  });

  it('says that it stops where every place would have to be written down', () => {
    expect(selectTokens('$..*', deep)).toMatchObject({ ok: false, phase: 'evaluate' });
  });

  it('follows 100,000 steps', () => {
    const path = '[0].a'.repeat(LEVELS / 2);
    const selection = compilePath(path).matches(deep);
    expect(selection.ok && selection.results.map(({ value }) => value)).toEqual(['bottom']);
    expect(explainEmpty(parsePath(`${path}.b`), deep)).toMatchObject({ cause: 'not-an-object', step: LEVELS });
  });

  it('reads 100,000 dots, brackets and mistakes', () => {
    for (const part of ['.', '..', '[', '(', "['", '[?(', 'a b', '[0]', '..a', "['\\d']", '\t.', '&&', "'"]) {
      const text = part.repeat(LEVELS);
      const parsed = parsePath(text);
      expect(parsed.problems.length).toBeLessThanOrEqual(102);
      expect(compilePath(parsed).values({ a: [1] })).toBeDefined();
    }
  });

  it('refuses 20,000 nested filters in words', () => {
    const text = `$${'[?(@'.repeat(20_000)}${')]'.repeat(20_000)}`;
    const parsed = parsePath(text);
    expect(isRejected(parsed)).toBe(true);
    expect(parsed.problems[0]?.message).toContain('nested more than');
  });

  it('takes 100,000 terms in one filter', () => {
    const text = `$[?(${'@.a || @.b && '.repeat(LEVELS / 2)}@.c)]`;
    expect(compilePath(text).values([{ c: 1 }])).toMatchObject({ ok: true });
  });
});

describe('evaluations without end', () => {
  it.each(['$..*..*..*..*', '$[?(@ == $..*)]', '$..[?(@..[?(@..[?(@..zz)])])]'])('stops %s', (path) => {
    const wide = Array.from({ length: 3_000 }, (_, index) => ({ index, list: [[index]] }));
    const started = performance.now();
    const result = compilePath(path, { budget: 200_000 }).values(wide);
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining('200,000 places') });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('counts the names of an object that are listed again and again', () => {
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`name${index}`, index]));
    expect(compilePath('$[?($.*)]').values(wide)).toMatchObject({ ok: false, phase: 'evaluate' });
  });

  it.each(['(a+)+$', '(a*)*b', '(a|a)*$', '(?:a+)+b', '(.*a){20}$', '^(([a-z])+.)+[A-Z]([a-z])+$'])(
    'does not hang on =~ /%s/',
    (pattern) => {
      const started = performance.now();
      compilePath(`$[?(@ =~ /${pattern}/)]`).values([`${'a'.repeat(5_000)}!`]);
      expect(performance.now() - started).toBeLessThan(5_000);
    },
  );
});
