import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import type { Json } from '../../../server/src/core/json.ts';
import { fixAll } from '../../../server/src/core/refactoring/fix-all.ts';
import { markedText } from '../../support/marked-text.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const P = 'provision SuccessFactors -> EntraID\n';

const analysis = (text: string, payload?: Json) =>
  new Analysis(text, payload === undefined ? {} : { sample: { label: 'sample', payload } });
const fixed = (text: string, code?: string) => fixAll(analysis(text), code);

/** Codes with their number, without information. */
function findings({ diagnostics }: Analysis): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, severity } of diagnostics)
    if (severity !== 'information') counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

const mistakesOfText = (counts: ReadonlyMap<string, number>) =>
  [...counts].reduce((sum, [code, count]) => (code.startsWith('SFM10') ? sum + count : sum), 0);

/** It ends, twice is once, and nothing is reported that was not: but for what a mistake of the text hid. */
function expectGood(text: string, payload?: Json): void {
  const before = analysis(text, payload);
  const result = fixAll(before);
  const after = before.withText(result.text);
  const [old, now] = [findings(before), findings(after)];
  expect(mistakesOfText(now)).toBeLessThanOrEqual(mistakesOfText(old));
  if (mistakesOfText(now) === mistakesOfText(old))
    for (const [code, count] of now)
      expect({ code, count }).toEqual({ code, count: Math.min(count, old.get(code) ?? 0) });
  expect(fixAll(after)).toEqual({ text: result.text, applied: [], more: false });
  expect(fixAll(analysis(text, payload)).text).toBe(result.text);
}

describe('fixing a file', () => {
  it('goes on until nothing is left: a fix may bring the next one to light', () => {
    const { text, applied } = fixed(`${P}map {\n  displayName <- Jion(" ", [firstNam], [lastName]\n}\n`);
    expect(text).toBe(`${P}map {\n  displayName <- Join(" ", [firstName], [lastName])\n}\n`);
    expect(applied.map(({ code }) => code).sort()).toEqual(['SFM1011', 'SFM2001', 'SFM2002']);
  });

  it('keeps to a code, line ends and what has no fix', () => {
    const text = `${P}map {\n  city  <- Jion(" ", [firstNam])\n  state <- [wholly unknown]\n}\n`.replaceAll(
      '\n',
      '\r\n',
    );
    expect(fixed(text, 'SFM2001').text).toBe(text.replace('Jion', 'Join'));
    expect(fixed(text, 'SFM9999')).toEqual({ text, applied: [], more: false });
    expect(fixed('')).toEqual({ text: '', applied: [], more: false });
  });
});

describe('a file with more findings than anybody reads', () => {
  const long = (line: (i: number) => string) =>
    `${P}map {\n${Array.from({ length: 2_400 }, (_, i) => `  badge${i} <- ${line(i)}\n`).join('')}}\n`;

  it('is mended to its end, whatever cannot be mended stands between', () => {
    const line = (i: number) => (i % 2 === 0 ? `[wholly unknown ${i}]` : 'Append([firstNam], "x")');
    const { text, applied, more } = fixed(long(line));
    expect({ applied: applied.length, more }).toEqual({ applied: 1_200, more: false });
    expect(text).toBe(long(line).replaceAll('[firstNam]', '[firstName]'));
  });

  it('is mended in a few rounds where each fix brings the next one to light', () => {
    const { text, applied, more } = fixed(long(() => 'Jion(" ", [firstNam]'));
    expect({ applied: applied.length, more }).toEqual({ applied: 7_200, more: false });
    expect(text).toBe(long(() => 'Join(" ", [firstName])'));
  });
});

interface RuleCases {
  readonly payload?: Json;
  readonly reported: readonly { readonly text: string }[];
  readonly silent: readonly string[];
}

const folder = join(root, 'test', 'core', 'analysis', 'cases');
const corpora = readdirSync(folder).flatMap((name) =>
  Object.entries(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Readonly<Record<string, RuleCases>>),
);

describe('every case of a rule', () => {
  it.each(corpora)('%s: ends, and raises nothing', (_code, { payload, reported, silent }) => {
    for (const text of [...reported.map((one) => markedText(one.text).text), ...silent]) expectGood(text, payload);
  });
});

describe('broken files', () => {
  const examples = [
    read('examples', 'inbound', 'contoso.sfmap'),
    read('examples', 'writeback', 'scenario-4.sfmap'),
    read('test', 'support', 'workspace', 'mistakes.sfmap'),
    ...corpora.flatMap(([, { reported }]) => reported.slice(0, 1).map((one) => markedText(one.text).text)),
  ];
  const pieces = [
    '(',
    ')',
    '"',
    '[',
    ']',
    '{',
    '}',
    '<-',
    ',',
    "'",
    '=',
    '\\',
    'x',
    '“',
    '\u00a0',
    '//',
    '\n',
    'ä',
    '{{',
    ' ',
  ];
  const edit = fc.record({ at: fc.nat(), remove: fc.nat(12), add: fc.constantFrom('', ...pieces) });

  it('end, are mended once, and raise nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
        const broken = edits.reduce((current, { at, remove, add }) => {
          const from = at % (current.length + 1);
          return current.slice(0, from) + add + current.slice(from + remove);
        }, text);
        expectGood(broken);
      }),
      { numRuns: 100 },
    );
  });
});
