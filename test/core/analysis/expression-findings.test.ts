import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { isExpression } from '../../../server/src/core/analysis/bind.ts';
import type { Diagnostic } from '../../../server/src/core/analysis/diagnostic.ts';
import { evaluateExpression } from '../../../server/src/core/expressions/evaluate.ts';
import type { ExpressionInput } from '../../../server/src/core/expressions/expression-input.ts';
import type { Expression } from '../../../server/src/core/language/syntax.ts';
import { walkExpression } from '../../../server/src/core/language/walk.ts';
import type { Outcome } from '../../../server/src/core/mapping/outcome.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { anyExpression } from '../functions/any-expression.ts';

// What a rule says about an expression must be true of it: the evaluator is asked.

const SOURCES = ['a', 'b', 'c', 'd'].map((name) => `  ${name} = $.${name}\n`).join('');

function fileOf(expression: string): string {
  return `provision SuccessFactors -> EntraID\nsource {\n${SOURCES}}\nmap {\n  department <- ${expression}\n}\n`;
}

/** Attributes of one value: what a list does is the word of SFM5012. */
const single = fc.oneof(
  fc.constant(null),
  fc.constantFrom('', 'a', 'True', 'true', 'DEU', '2', '12/31/2025 12:00:00 AM'),
  fc.string({ maxLength: 6 }),
);
const input: fc.Arbitrary<ExpressionInput> = fc.record({ a: single, b: single, c: single, d: single });

function evaluate(node: Expression, values: ExpressionInput): Outcome {
  return evaluateExpression(node, {
    attribute: (name) => ({ value: values[name] ?? null, matches: 1 }),
    host: {
      now: new Date(Date.UTC(2026, 2, 1)),
      random: () => 0.25,
      defaultDomain: 'contoso.example',
      isTaken: () => false,
    },
  });
}

interface Found {
  readonly diagnostic: Diagnostic;
  readonly text: string;
  /** The part that is underlined, and the part around it. */
  readonly node: Expression | undefined;
  readonly around: Expression | undefined;
}

function findings(expression: string): Found[] {
  const text = fileOf(expression);
  const analysis = new Analysis(text);
  const placed = analysis.file.declarations.find(({ declaration }) => declaration.kind === 'map');
  if (placed?.declaration.kind !== 'map' || !isExpression(placed.declaration.source)) return [];
  const root = placed.declaration.source;
  return analysis.diagnostics.map((diagnostic) => {
    const start = diagnostic.start - placed.offset;
    const end = diagnostic.end - placed.offset;
    let node: Expression | undefined;
    let around: Expression | undefined;
    walkExpression(root, (one) => {
      if (one.start === start && one.end === end) node ??= one;
      else if (one.start <= start && one.end >= end && node === undefined) around = one;
    });
    return { diagnostic, text, node, around };
  });
}

function rootOf(text: string): Expression {
  const map = new Analysis(text).file.declarations.find(({ declaration }) => declaration.kind === 'map')?.declaration;
  if (map?.kind !== 'map' || !isExpression(map.source)) throw new Error(`no expression in ${text}`);
  return map.source;
}

const asText = (outcome: Outcome) =>
  outcome.state === 'value' ? outcome.value : outcome.state === 'null' ? '' : undefined;

/** Whether what is said holds for these values; undefined for codes that say nothing of the value. */
function holds({ diagnostic: { code, severity, message }, node, around }: Found, values: ExpressionInput): boolean {
  const value = (part: Expression | undefined) => (part === undefined ? undefined : asText(evaluate(part, values)));
  switch (code) {
    case 'SFM5007':
    case 'SFM5008':
    case 'SFM5009':
    case 'SFM5010':
      return around === undefined || ['error', 'dropped'].includes(evaluate(around, values).state);
    case 'SFM5016':
    case 'SFM5017':
      return severity !== 'error' || around === undefined || evaluate(around, values).state !== 'value';
    case 'SFM5011':
      return !message.includes('always empty') || [undefined, ''].includes(value(around) as string | undefined);
    case 'SFM5013': {
      const always = /always (True|False)/.exec(message)?.[1];
      return always === undefined || node === undefined || String(value(node)).toLowerCase() === always.toLowerCase();
    }
    case 'SFM5014': {
      if (!message.startsWith('This key is never taken') || around?.kind !== 'call') return true;
      const [source] = around.arguments;
      return value(source) === undefined || value(source) !== value(node);
    }
    case 'SFM5015': {
      const always = /always (True|False)/.exec(message)?.[1];
      return always === undefined || value(around) === undefined || value(around) === always;
    }
    default:
      return true;
  }
}

const runs = { numRuns: 600, seed: 20261122 };

describe('what is said about an expression', () => {
  it('is true for everybody', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyExpression, fc.array(input, { minLength: 6, maxLength: 6 }), (expression, people) => {
        for (const found of findings(expression)) {
          seen.set(found.diagnostic.code, (seen.get(found.diagnostic.code) ?? 0) + 1);
          for (const values of people) {
            if (!holds(found, values))
              throw new Error(`${expression}\n${found.diagnostic.message}\n${JSON.stringify(values)}`);
          }
        }
      }),
      runs,
    );
    for (const code of ['SFM5010', 'SFM5013', 'SFM5016', 'SFM5017']) expect(seen.get(code) ?? 0).toBeGreaterThan(3);
  });

  it('is mended without another value where the fix says the same', () => {
    const same = new Set(['SFM5001', 'SFM5003', 'SFM5013', 'SFM5018', 'SFM5019']);
    fc.assert(
      fc.property(anyExpression, fc.array(input, { minLength: 4, maxLength: 4 }), (expression, people) => {
        for (const { diagnostic, text } of findings(expression)) {
          if (!same.has(diagnostic.code)) continue;
          for (const { edits } of diagnostic.fixes) {
            const after = rootOf(applyEdits(text, edits));
            for (const values of people) {
              const before = evaluate(rootOf(text), values);
              // A branch that is not taken may be the only one that fails.
              if (before.state === 'error') continue;
              expect([diagnostic.code, asText(evaluate(after, values))]).toEqual([diagnostic.code, asText(before)]);
            }
          }
        }
      }),
      runs,
    );
  });

  it('is mended by a preferred fix without a new finding', () => {
    fc.assert(
      fc.property(anyExpression, (expression) => {
        const found = findings(expression);
        const known = new Set(found.map(({ diagnostic }) => diagnostic.code));
        for (const { diagnostic, text } of found) {
          if (!diagnostic.code.startsWith('SFM50')) continue;
          for (const { title, edits, preferred } of diagnostic.fixes) {
            if (preferred !== true) continue;
            const mended = applyEdits(text, edits);
            const codes = new Analysis(mended).diagnostics.map(({ code }) => code);
            const fresh = codes.filter((code) => !known.has(code));
            if (fresh.length > 0) throw new Error(`${diagnostic.code} ${title}: ${fresh}\n${text}\n${mended}`);
          }
        }
      }),
      runs,
    );
  });

  it('never throws, however the text is cut', () => {
    fc.assert(
      fc.property(anyExpression, fc.nat(), fc.nat({ max: 8 }), (expression, at, length) => {
        const start = at % (expression.length + 1);
        const text = fileOf(expression.slice(0, start) + expression.slice(start + length));
        for (const variant of [text, `\ufeff${text.replaceAll('\n', '\r\n')}`]) {
          for (const { start: from, end, fixes } of new Analysis(variant).diagnostics) {
            expect(from).toBeLessThanOrEqual(end);
            for (const { edits } of fixes) applyEdits(variant, edits);
          }
        }
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });
});
