import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionSignatures } from '../../server/src/core/catalog/functions.ts';
import { builtInAttributes } from '../../server/src/core/catalog/source-attributes.ts';
import { evaluateExpressionText } from '../../server/src/core/expressions/evaluate-text.ts';
import type { Json } from '../../server/src/core/json.ts';
import { compilePath } from '../../server/src/core/jsonpath/compile.ts';
import { explainEmpty } from '../../server/src/core/jsonpath/explain.ts';
import { parsePath } from '../../server/src/core/jsonpath/parse.ts';
import { soak } from '../support/soak.ts';

const people = ['rehire', 'conversion', 'global-assignment', 'pre-hire'].map(
  (name): { text: string; payload: Json } => {
    const file = fileURLToPath(new URL(`../../examples/inbound/people/${name}.json`, import.meta.url));
    const payload = JSON.parse(readFileSync(file, 'utf8')).d.results[0] as Json;
    return { text: JSON.stringify(payload), payload };
  },
);

const PATHS = [
  ...[...builtInAttributes.values()].map(({ path }) => path),
  '$.employmentNav.results[?(@.userNav != null)].userId',
  '$.employmentNav.results[-1:].jobInfoNav.results[0].emplStatusNav.externalCode',
  "$.employmentNav..results[?(@.jobInfoNav..results[?(@.emplStatusNav.externalCode == 'A' || @.emplStatusNav.externalCode == 'U')])].userId",
  '$..[?(@.isPrimary == true && @.phoneType =~ /^106\\d+$/i)]..phoneNumber',
];
const PIECES = [
  '[',
  ']',
  '(',
  ')',
  "'",
  '"',
  '..',
  '.*',
  '[*]',
  '[-1]',
  '[0:9:2]',
  '?(@',
  '==',
  ' != ',
  '&&',
  '||',
  '=~ /(a+)+$/',
  '$',
  ' ',
  '\\',
  '{{x}}',
  '\u{1F600}',
  '9'.repeat(12),
];

const EXPRESSIONS = [
  'IIF(IsPresent([a]), Join(" ", [a], [b]), "none")',
  'Switch([a], "other", "x", ToUpper([b]), "", Coalesce([c], "y"))',
  'Replace([a], , "(?<first>[a-z]+)+\\\\s*$", , "$1", , )',
  'FormatDateTime([b], , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")',
  'NumFromDate(CDate([b]))',
  'Mid(NormalizeDiacritics(StripSpaces([a])), 1, Len([b]))',
  'DateAdd("d", -10, CDate([b]))',
  'Item(Split([c], ","), 2)',
  'SelectUniqueValue(Append([a], "1"), Append([a], "2"))',
  'BitAnd(&HF, [b])',
  'PCase(Word([a], 2, " "))',
];
const TOKENS = [
  ...functionSignatures.keys(),
  '[a]',
  '[b]',
  '[nobody]',
  '"',
  '""',
  '"\\\\"',
  '(',
  ')',
  ',',
  ' , ',
  '=',
  '<>',
  '<=',
  '1',
  '-1',
  '99999999999',
  '&HFF',
  'vbTextCompare',
  '\u{1F600}',
  '{{p}}',
];

/** A text with some pieces cut out, doubled, or put in. */
function mutated(texts: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(400),
    cut: fc.nat(6),
    piece: fc.option(fc.constantFrom(...pieces), { freq: 4 }),
  });
  return fc.tuple(fc.constantFrom(...texts), fc.array(change, { maxLength: 6 })).map(([text, changes]) =>
    changes.reduce((now, { at, cut, piece }) => {
      const place = now.length === 0 ? 0 : at % (now.length + 1);
      return now.slice(0, place) + (piece ?? '') + now.slice(place + cut);
    }, text),
  );
}

const value = fc.oneof(
  fc.constant(null),
  fc.string(),
  fc.constantFrom('', 'True', '0', '12/31/2025 12:00:00 AM', '9999-12-31', 'a'.repeat(300)),
  fc.array(fc.string(), { maxLength: 3 }),
);

describe('soak: paths and expressions', () => {
  it('runs any path without a throw, without end or a changed payload', { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 5, arbitrary: mutated(PATHS, PIECES) }, { weight: 1, arbitrary: fc.string() }),
        fc.constantFrom(...people),
        (path, person) => {
          const parsed = parsePath(path);
          compilePath(parsed).matches(person.payload);
          explainEmpty(parsed, person.payload);
        },
      ),
      soak(1_500, 60_000),
    );
    for (const { text, payload } of people) expect(JSON.stringify(payload)).toBe(text);
  });

  it('evaluates any expression without a throw and without end', { timeout: 3_600_000 }, () => {
    const states = new Set(['value', 'null', 'dropped', 'error']);
    fc.assert(
      fc.property(
        fc.oneof({ weight: 5, arbitrary: mutated(EXPRESSIONS, TOKENS) }, { weight: 1, arbitrary: fc.string() }),
        fc.record({ a: value, b: value, c: value }),
        (text, input) => {
          const result = evaluateExpressionText(text, input, {
            now: new Date('2026-03-01T00:00:00Z'),
            random: () => 0.5,
            isTaken: () => false,
          });
          return states.has(result.state);
        },
      ),
      soak(1_500, 60_000),
    );
  });
});
