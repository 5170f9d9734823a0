import { describe, expect, it } from 'vitest';
import { evaluateExpression } from '../../../server/src/core/expressions/evaluate.ts';
import { traceExpressionText } from '../../../server/src/core/expressions/evaluate-text.ts';
import type { ExpressionInput } from '../../../server/src/core/expressions/expression-input.ts';
import {
  replayTrace,
  type TraceNode,
  traceExpression,
  traceLeaves,
  traceText,
} from '../../../server/src/core/expressions/trace.ts';
import { parseExpression } from '../../../server/src/core/language/parse.ts';
import type { Expression } from '../../../server/src/core/language/syntax.ts';
import type { Outcome } from '../../../server/src/core/mapping/outcome.ts';

function trace(text: string, input: ExpressionInput = {}): TraceNode {
  const { trace: found } = traceExpressionText(text, input, {
    now: '2026-03-01',
    random: () => 0,
    defaultDomain: 'contoso.com',
    isTaken: (value) => value === 'taken',
  });
  if (found === undefined) throw new Error(`${text} is no expression.`);
  return found;
}

function expressionOf(text: string): Expression {
  const { declaration } = parseExpression(text);
  if (declaration.kind !== 'map' || declaration.source === undefined) throw new Error(text);
  return declaration.source as Expression;
}

describe('a trace', () => {
  it('has what was evaluated and nothing of the branch that was not taken', () => {
    const text = 'IIF([country] = "DE", Join(" ", [first], [last]), Switch([a], [b], "x", "y"))';
    expect(traceText(trace(text, { country: 'DE', first: 'Amara', last: 'Okafor' }))).toBe(
      [
        'IIF → "Amara Okafor"',
        '  = → "True"',
        '    [country] → "DE"',
        '    "DE"',
        '  Join → "Amara Okafor"',
        '    " "',
        '    [first] → "Amara"',
        '    [last] → "Okafor"',
        '',
      ].join('\n'),
    );
  });

  it('says of each part what it gave: several values, null with its reason, dropped, an error', () => {
    expect(traceText(trace('Split([a], ",")', { a: 'x, y' }))).toBe('Split → ["x", "y"]\n  [a] → "x, y"\n  ","\n');
    expect(traceText(trace('IgnoreFlowIfNullOrEmpty([a])'))).toBe(
      'IgnoreFlowIfNullOrEmpty → dropped: a is empty\n  [a] → null: a is empty\n',
    );
    expect(traceText(trace('CDate(Append([a], "x"))'))).toBe(
      'CDate → error: The value of CDate takes a date, but is null. Test it first: IIF(IsPresent([x]), …, "").\n  Append → null\n    [a] → null: a is empty\n    "x"\n',
    );
  });

  it('shortens long texts and keeps numbers and bare words as written', () => {
    const lines = traceText(trace('InStr([a], "x", &H1, vbTextCompare)', { a: 'a'.repeat(500) })).split('\n');
    expect(lines[1]).toBe(`  [a] → "${'a'.repeat(120)}…"`);
    expect(lines.slice(2, 5)).toEqual(['  "x"', '  &H1', '  vbTextCompare']);
  });

  it('shows a constant beside its value where a parameter is in it', () => {
    const found = traceExpression(expressionOf('"{{type}}"'), {
      attribute: () => undefined,
      parameters: new Map([['type', '8448']]),
    });
    expect(traceText(found)).toBe('"{{type}}" → "8448"\n');
  });

  it('notes the rule that SelectUniqueValue took', () => {
    const found = trace('SelectUniqueValue("taken", [a], "free", "later")');
    expect(found.note).toBe('rule 3 of 4');
    expect(found.children.map(({ outcome }) => outcome.state)).toEqual(['value', 'null', 'value']);
  });

  it('rests on attributes, constants and the calls that ask the world', () => {
    const leaves = traceLeaves(trace('Join("-", [a], Now(), RandomString(2, 1, 0, 0, 0), ToUpper("x"))', { a: 'b' }));
    expect(leaves.map(({ node }) => ('name' in node ? node.name : node.kind))).toEqual([
      'string',
      'a',
      'Now',
      'RandomString',
      'string',
    ]);
  });

  it('gives its value again without asking anybody', () => {
    const found = trace(
      'Join("-", [a], Guid(), Now(), DefaultDomain(), Coalesce([b], [c]), IIF([a] = "b", "yes", [d]))',
      {
        a: 'b',
        c: 'd',
      },
    );
    expect(replayTrace(found)).toEqual(found.outcome);
  });

  it('has a single part where the expression is an attribute or a constant', () => {
    expect(trace('[a]', { a: 'x' })).toMatchObject({ outcome: { value: 'x' }, children: [] });
    expect(trace('"x"').children).toEqual([]);
  });
});

describe('the record of an evaluation', () => {
  it('has each part once, inner ones first', () => {
    const seen: string[] = [];
    const outcome = evaluateExpression(expressionOf('Switch([a], [a], "", Append("b", [c]))'), {
      attribute: (name) => ({ value: name === 'c' ? 'd' : null, matches: 0 }),
      record: (node) => seen.push('name' in node ? node.name : node.kind),
    });
    expect(outcome).toEqual({ state: 'value', value: 'bd' } satisfies Outcome);
    expect(seen).toEqual(['a', 'string', 'string', 'c', 'Append', 'Switch']);
  });

  it('names an attribute that does not exist or cannot be read', () => {
    const evaluate = (text: string) =>
      evaluateExpression(expressionOf(text), {
        attribute: (name) => (name === 'broken' ? { value: null, matches: 0, error: 'no such path' } : undefined),
      });
    expect(evaluate('[nobody]')).toEqual({ state: 'error', error: 'There is no attribute [nobody].' });
    expect(evaluate('Len([broken])')).toEqual({ state: 'error', error: '[broken] cannot be read: no such path' });
  });

  it('keeps the reason of an attribute without a value', () => {
    const read = () => ({ value: null, matches: 0, reason: 'userNav is null' });
    expect(evaluateExpression(expressionOf('[a]'), { attribute: read })).toEqual({
      state: 'null',
      reason: 'a is empty (userNav is null)',
    });
  });
});

it('a function that is not there is named with its nearest neighbour', () => {
  expect(trace('tolower([a])').outcome).toEqual({
    state: 'error',
    error: 'There is no function tolower. Did you mean ToLower?',
  });
});
