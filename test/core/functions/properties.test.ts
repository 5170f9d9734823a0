import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../scripts/lib/function-pages.mjs';
import { functionSignatures } from '../../../server/src/core/catalog/functions.ts';
import { evaluateExpressionText, traceExpressionText } from '../../../server/src/core/expressions/evaluate-text.ts';
import type { ExpressionInput, ExpressionOptions } from '../../../server/src/core/expressions/expression-input.ts';
import { replayTrace, traceText } from '../../../server/src/core/expressions/trace.ts';
import type { Outcome } from '../../../server/src/core/mapping/outcome.ts';
import { anyCall, anyExpression, anyInput } from './any-expression.ts';

const NOW = new Date('2026-03-01T08:30:00Z');

const world = (seed: number): ExpressionOptions => ({
  now: NOW,
  random: seededRandom(seed),
  defaultDomain: 'contoso.com',
  isTaken: (value) => value.length % 2 === 0,
});

/** The result has one of the four states and what belongs to it. */
function expectResult(text: string, input: ExpressionInput, options: ExpressionOptions) {
  const result = evaluateExpressionText(text, input, options);
  if (result.state === 'error') expect(result.error?.length).toBeGreaterThan(10);
  else if (result.state === 'value') expect(typeof result.value === 'string' || Array.isArray(result.value)).toBe(true);
  else expect(result).toEqual({ state: result.state });
  return result;
}

const withoutWords = (outcome: Outcome) =>
  outcome.state === 'value' ? { state: 'value', value: outcome.value } : { state: outcome.state };

describe.each([...functionSignatures.keys()])('%s', (name) => {
  it('has a result for any arguments, the same one in the same world, and its trace gives it again', () => {
    fc.assert(
      fc.property(anyCall(name), anyInput, fc.integer(), (text, input, seed) => {
        const before = structuredClone(input);
        const result = expectResult(text, input, world(seed));
        expect(input).toEqual(before);
        expect(evaluateExpressionText(text, input, world(seed))).toEqual(result);
        const { outcome, trace } = traceExpressionText(text, input, world(seed));
        if (trace === undefined) return;
        expect(withoutWords(replayTrace(trace, { now: NOW }))).toEqual(withoutWords(outcome));
      }),
      { numRuns: 60, seed: 46 },
    );
  });

  it('has a result in a world that gives nothing', () => {
    fc.assert(
      fc.property(anyCall(name), anyInput, (text, input) => {
        expectResult(text, input, {});
      }),
      { numRuns: 20, seed: 46 },
    );
  });
});

describe('expressions of all functions', () => {
  it('end with a result, the same one in the same world, and their traces give it again', () => {
    fc.assert(
      fc.property(anyExpression, anyInput, fc.integer(), (text, input, seed) => {
        const result = expectResult(text, input, world(seed));
        const { outcome, trace } = traceExpressionText(text, input, world(seed));
        expect(outcome.state).toBe(result.state);
        if (trace === undefined) return;
        expect(withoutWords(replayTrace(trace, { now: NOW }))).toEqual(withoutWords(outcome));
        expect(traceText(trace).split('\n').length).toBeGreaterThan(1);
      }),
      { numRuns: 1_500, seed: 46 },
    );
  });

  it('are read from any text without a throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
        expectResult(text, {}, {});
      }),
      { numRuns: 500, seed: 46 },
    );
  });
});
