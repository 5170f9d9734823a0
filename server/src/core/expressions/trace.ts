import type { Expression } from '../language/syntax.ts';
import { childrenOf } from '../language/walk.ts';
import type { Outcome } from '../mapping/outcome.ts';
import { type EvaluationContext, evaluateExpression } from './evaluate.ts';
import { valueIn } from './function.ts';
import { expressionFunctions } from './functions.ts';

/** A part of an expression that was evaluated, with what it gave. Parts of a branch that was not taken are absent. */
export interface TraceNode {
  readonly node: Expression;
  readonly outcome: Outcome;
  /** A remark of the function: `rule 2 of 3`. */
  readonly note?: string;
  /** The parts that were evaluated for this one, in the order of the text. */
  readonly children: readonly TraceNode[];
}

/** Evaluates an expression and keeps how its value came about. `trace.outcome` is the value. Never throws. */
export function traceExpression(expression: Expression, context: EvaluationContext): TraceNode {
  const known = new Map<Expression, { outcome: Outcome; note?: string }>();
  const outcome = evaluateExpression(expression, {
    ...context,
    attribute: (name) => context.attribute(name),
    record(node, result, note) {
      known.set(node, { outcome: result, ...(note === undefined ? {} : { note }) });
      context.record?.(node, result, note);
    },
  });
  const nodeOf = (node: Expression): TraceNode | undefined => {
    const result = known.get(node);
    if (result === undefined) return undefined;
    return { node, ...result, children: childrenOf(node).flatMap((child) => nodeOf(child) ?? []) };
  };
  return nodeOf(expression) ?? { node: expression, outcome, children: [] };
}

/**
 * What a value rests on: attributes, constants, and the calls that ask the host (`Now`, `Guid` …), whose own arguments
 * are no leaves.
 */
export function traceLeaves(trace: TraceNode): TraceNode[] {
  if (trace.children.length === 0 || asksHost(trace.node)) return [trace];
  return trace.children.flatMap(traceLeaves);
}

/** Evaluates a trace again from the outcomes of its leaves alone; nothing else is asked but `host` for a date's year. */
export function replayTrace(trace: TraceNode, host?: EvaluationContext['host']): Outcome {
  const leaves = new Map(traceLeaves(trace).map(({ node, outcome }) => [node, outcome]));
  return evaluateExpression(trace.node, {
    attribute: () => undefined,
    given: (node) => leaves.get(node),
    ...(host === undefined ? {} : { host }),
  });
}

function asksHost(node: Expression): boolean {
  return node.kind === 'call' && (expressionFunctions.get(node.name)?.needs?.length ?? 0) > 0;
}

const WIDEST = 120;

/**
 * A trace as lines of text, two blanks for each step inwards: `[surname] → "Doe"`. Constants stand without their value,
 * as they are it. `describe` may add lines of its own below a node: where an attribute was found.
 */
export function traceText(
  trace: TraceNode,
  indent = '',
  describe: (node: Expression) => readonly string[] = () => [],
): string {
  const { node, outcome, note, children } = trace;
  const remark = note === undefined ? '' : ` (${note})`;
  const isConstant =
    node.kind === 'number' || node.kind === 'identifier' || (node.kind === 'string' && node.value === valueIn(outcome));
  const line = `${indent}${headText(node)}${isConstant ? '' : ` → ${outcomeText(outcome)}${remark}`}\n`;
  const added = describe(node).map((text) => `${indent}  ${text}\n`);
  return [line, ...added, ...children.map((child) => traceText(child, `${indent}  `, describe))].join('');
}

function headText(node: Expression): string {
  switch (node.kind) {
    case 'call':
      return node.name;
    case 'attribute':
      return `[${node.name}]`;
    case 'string':
      return quoted(node.value);
    case 'number':
      return node.text;
    case 'identifier':
      return node.name;
    case 'comparison':
      return node.operator;
    case 'missing':
      return '…';
  }
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.state) {
    case 'value':
      return typeof outcome.value === 'string' ? quoted(outcome.value) : `[${outcome.value.map(quoted).join(', ')}]`;
    case 'null':
      return outcome.reason === undefined ? 'null' : `null: ${outcome.reason}`;
    case 'dropped':
      return `dropped: ${outcome.reason}`;
    case 'error':
      return `error: ${outcome.error}`;
  }
}

function quoted(text: string): string {
  const cut = text.length > WIDEST ? `${text.slice(0, WIDEST)}…` : text;
  return JSON.stringify(cut);
}
