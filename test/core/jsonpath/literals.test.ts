import { expect, it } from 'vitest';
import { compilePath } from '../../../server/src/core/jsonpath/compile.ts';
import { replaceLiterals } from '../../../server/src/core/jsonpath/literals.ts';
import { parsePath } from '../../../server/src/core/jsonpath/parse.ts';

const payload = {
  r: [
    { t: "x' || @.t != '", n: 1 },
    { t: '2', n: 2 },
  ],
  'a b': { c: 5 },
};

function select(path: string, value: string) {
  const parsed = replaceLiterals(parsePath(path), (literal) => literal.replaceAll('{{p}}', value));
  return compilePath(parsed).values(payload);
}

it('puts values into the literals of a path that has been read', () => {
  expect(select("$.r[?(@.t == '{{p}}')].n", '2')).toEqual({ ok: true, results: [2] });
  expect(select("$['{{p}}'].c", 'a b')).toEqual({ ok: true, results: [5] });
  expect(select("$.r[?(@.n == 2 && @.t == '{{p}}')].n", '2')).toEqual({ ok: true, results: [2] });
  expect(select("$..['n','{{p}}']", 'c')).toEqual({ ok: true, results: [1, 2, 5] });
});

it('lets no value close its literal', () => {
  expect(select("$.r[?(@.t == '{{p}}')].n", "x' || @.t != '")).toEqual({ ok: true, results: [1] });
});

it('keeps the spans of the text as written', () => {
  const parsed = parsePath("$.r[?(@.t == '{{p}}')].n");
  const replaced = replaceLiterals(parsed, () => 'another length');
  expect(replaced.steps.map(({ start, end }) => [start, end])).toEqual(
    parsed.steps.map(({ start, end }) => [start, end]),
  );
  expect(parsed.steps[1]).toEqual(parsePath("$.r[?(@.t == '{{p}}')].n").steps[1]);
});
