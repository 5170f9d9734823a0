import { describe, expect, it } from 'vitest';
import { caseOptions } from '../../../scripts/lib/function-pages.mjs';
import { functionSignatures } from '../../../server/src/core/catalog/functions.ts';
import { evaluateExpressionText, traceExpressionText } from '../../../server/src/core/expressions/evaluate-text.ts';
import { type FunctionCase, functionCases } from './function-cases.ts';

function expected(one: FunctionCase): unknown {
  if (one.matches !== undefined) return { state: 'value', value: expect.stringMatching(new RegExp(one.matches)) };
  if (one.value !== undefined) return { state: 'value', value: one.value };
  if (one.state === 'error') return { state: 'error', error: expect.stringContaining(one.error ?? '') };
  return { state: one.state };
}

const titled = (one: FunctionCase) =>
  ({ ...one, title: `${one.expression}${one.input === undefined ? '' : ` ${JSON.stringify(one.input)}`}` }) as const;

describe.each([...functionCases])('%s', (name, cases) => {
  it.each(cases.map(titled))('$title', (one) => {
    expect(evaluateExpressionText(one.expression, one.input, caseOptions(one))).toEqual(expected(one));
    if (one.note !== undefined) {
      expect(traceExpressionText(one.expression, one.input, caseOptions(one)).trace?.note).toBe(one.note);
    }
  });

  it('is a function of the catalogue', () => {
    expect(functionSignatures.has(name)).toBe(true);
  });

  it('says why where Microsoft prints something else', () => {
    const silent = cases.filter(
      (one) =>
        typeof one.documented === 'string' &&
        // A word in brackets is a description and no value.
        !/^\(.*\)$|<defaultDomain>|^False when|\|/.test(one.documented) &&
        one.why === undefined,
    );
    expect(silent).toEqual([]);
  });
});

it('has cases for every function', () => {
  expect([...functionCases.keys()].sort()).toEqual([...functionSignatures.keys()].sort());
});
