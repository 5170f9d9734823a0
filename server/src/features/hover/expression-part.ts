import { functionDocuments } from '../../core/catalog/function-documents.ts';
import { functionSignatures, parameterAt, signatureText } from '../../core/catalog/functions.ts';
import type { TraceNode } from '../../core/expressions/trace.ts';
import type {
  CallExpression,
  ComparisonExpression,
  Expression,
  MapDeclaration,
  PlacedDeclaration,
} from '../../core/language/syntax.ts';
import { childrenOf, isExpression } from '../../core/language/walk.ts';
import { displayOutcome } from '../../core/mapping/display.ts';
import { traceMapping } from '../../core/mapping/trace.ts';
import { details, type HoverContext, type Lines, pageLines, type Told, valueLine, WIDE } from './hover-context.ts';

const OPERATORS: Readonly<Record<ComparisonExpression['operator'], string>> = {
  '=': 'True if both sides are equal, in exact case; numbers where one side is a number. Null equals an empty text.',
  '<>': 'True if the sides differ. Null equals an empty text.',
  '>': 'True if the left side is greater: as numbers where both are, else as texts.',
  '>=': 'True if the left side is greater or equal: as numbers where both are, else as texts.',
  '<': 'True if the left side is less: as numbers where both are, else as texts.',
  '<=': 'True if the left side is less or equal: as numbers where both are, else as texts.',
};

const DIFFER = "Microsoft's pages differ here.";

/**
 * The part of an expression at an offset of its declaration: a function with what it does, an operator, an argument
 * with what it is for; each with its value for the sample person.
 */
export function expressionPart(
  context: HoverContext,
  placed: PlacedDeclaration<MapDeclaration>,
  at: number,
): Told | undefined {
  const { source } = placed.declaration;
  if (!isExpression(source) || at < source.start || at > source.end) return undefined;
  const { node, parents } = deepest(source, at);
  const value = () => valueLines(context, placed, node);
  if (node.kind === 'call') {
    const isName = node.nameSpan.start <= at && at <= node.nameSpan.end;
    if (!isName) return { start: node.start, end: node.end, lines: [context.markup.strong(node.name), ...value()] };
    const lines = functionLines(context, node, value);
    return lines === undefined ? undefined : { ...node.nameSpan, lines };
  }
  const { markup } = context;
  const heads: Lines = node.kind === 'comparison' ? [markup.strong(node.operator), OPERATORS[node.operator]] : [];
  const lines = [...heads, ...argumentLines(context, node, parents.at(-1)), ...value()];
  return lines.length === 0 ? undefined : { start: node.start, end: node.end, lines };
}

/** What an argument is for. */
export function argumentAt(context: HoverContext, placed: PlacedDeclaration<MapDeclaration>, at: number): Lines {
  const { source } = placed.declaration;
  if (!isExpression(source)) return [];
  const { node, parents } = deepest(source, at);
  return argumentLines(context, node, parents.at(-1));
}

function deepest(expression: Expression, at: number): { node: Expression; parents: readonly Expression[] } {
  const parents: Expression[] = [];
  let node = expression;
  for (;;) {
    const inner = childrenOf(node).find(({ start, end }) => start <= at && at <= end && end > start);
    if (inner === undefined) return { node, parents };
    parents.push(node);
    node = inner;
  }
}

/** Signature, value, what it does; then null and empty, where Microsoft's pages differ, and the page with the rest. */
function functionLines(context: HoverContext, { name }: CallExpression, value: () => Lines): Lines | undefined {
  const signature = functionSignatures.get(name);
  if (signature === undefined) return undefined;
  const { markup, pages } = context;
  const document = functionDocuments.get(name);
  return [
    `${markup.strong(signatureText(signature))} → ${signature.returns}`,
    ...value(),
    signature.summary,
    ...details(
      ...(document === undefined ? [] : [markup.prose(`Null and empty: ${document.empty}`)]),
      // Where there is a page it tells the rest.
      ...(document?.use === undefined || pages ? [] : [markup.prose(`Use: ${document.use}`)]),
      ...(document?.differs === undefined ? [] : [pages ? DIFFER : markup.prose(`${DIFFER} ${document.differs}`)]),
    ),
    ...pageLines(context, 'functions', name),
  ];
}

function argumentLines({ markup }: HoverContext, node: Expression, parent: Expression | undefined): Lines {
  if (parent?.kind !== 'call') return [];
  const signature = functionSignatures.get(parent.name);
  const parameter = signature === undefined ? undefined : parameterAt(signature, parent.arguments.indexOf(node));
  if (parameter === undefined) return [];
  const words = functionDocuments.get(parent.name)?.parameters[parameter.name];
  const description = words === undefined ? '' : `: ${markup.prose(words)}`;
  return [`${markup.code(parameter.name)} of ${markup.text(parent.name)}${description}`];
}

function valueLines(context: HoverContext, placed: PlacedDeclaration, node: Expression): Lines {
  if (node.kind === 'missing' || node.kind === 'identifier' || node.kind === 'number') return [];
  if (node.kind === 'string' && !node.value.includes('{{')) return [];
  const { model, sample, evaluationOptions } = context.analysis;
  const mapping = model.mappings.find((one) => one.placed.offset === placed.offset);
  if (mapping?.expression === undefined || sample === undefined) return [];
  const trace = traceMapping(model, mapping, sample.payload, evaluationOptions).expression;
  const found = trace === undefined ? undefined : findNode(trace, node);
  if (found === undefined) return [`Not evaluated for ${context.markup.text(sample.label)}: another branch is taken.`];
  const note = found.note === undefined ? '' : ` (${context.markup.text(found.note)})`;
  return [`${valueLine(context, displayOutcome(found.outcome, WIDE))}${note}`];
}

function findNode(trace: TraceNode, node: Expression): TraceNode | undefined {
  if (trace.node === node) return trace;
  for (const child of trace.children) {
    const found = findNode(child, node);
    if (found !== undefined) return found;
  }
  return undefined;
}
