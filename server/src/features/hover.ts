import type { Analysis } from '../core/analysis/analyse.ts';
import { declarationsOf, isExpression } from '../core/analysis/bind.ts';
import { compiledPathOf, pathOf } from '../core/analysis/paths.ts';
import { functionDocuments } from '../core/catalog/function-documents.ts';
import { type FunctionSignature, functionSignatures, signatureText } from '../core/catalog/functions.ts';
import { writebackTargets } from '../core/catalog/writeback-targets.ts';
import { explainEmpty } from '../core/jsonpath/explain.ts';
import { formatLocation } from '../core/jsonpath/locate.ts';
import { expandPathParameters, parameterReferences } from '../core/language/parameters.ts';
import type {
  AttributeDeclaration,
  Expression,
  MapDeclaration,
  PlacedDeclaration,
  Span,
} from '../core/language/syntax.ts';
import { walkExpression } from '../core/language/walk.ts';
import { displayAttribute, displayOutcome, visible } from '../core/mapping/display.ts';

/** What a hover tells, as lines of Markdown, and the place it is about. */
export interface Hover extends Span {
  readonly lines: readonly string[];
}

const WIDE = 200;

/** The hover at an offset: value, type, path, why it is empty. Undefined where there is nothing to tell. */
export function hover(analysis: Analysis, offset: number): Hover | undefined {
  for (const placed of declarationsOf(analysis.file, 'attribute')) {
    const found = within(placed, offset) ? hoverEntry(analysis, placed, offset) : undefined;
    if (found !== undefined) return found;
  }
  for (const placed of declarationsOf(analysis.file, 'map')) {
    const found = within(placed, offset) ? hoverMapping(analysis, placed, offset) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function within({ offset: start, declaration }: PlacedDeclaration, offset: number): boolean {
  return offset >= start && offset <= start + declaration.end;
}

function absolute(placed: PlacedDeclaration, { start, end }: Span): Span {
  return { start: placed.offset + start, end: placed.offset + end };
}

function hoverEntry(
  analysis: Analysis,
  placed: PlacedDeclaration<AttributeDeclaration>,
  offset: number,
): Hover | undefined {
  const { name, path, block } = placed.declaration;
  const at = offset - placed.offset;
  const part = [name, path].find((span) => span !== undefined && span.start <= at && at <= span.end);
  if (part === undefined || name === undefined) return undefined;
  if (block === 'target') return { ...absolute(placed, part), lines: targetLines(name.text, analysis) };
  return { ...absolute(placed, part), lines: attributeLines(analysis, name.text, placed.documentation) };
}

function hoverMapping(
  analysis: Analysis,
  placed: PlacedDeclaration<MapDeclaration>,
  offset: number,
): Hover | undefined {
  const { target, source } = placed.declaration;
  const at = offset - placed.offset;
  if (target !== undefined && target.start <= at && at <= target.end) {
    const outcome = analysis.evaluation?.targets.get(target.text);
    const value = outcome === undefined ? [] : [`${code(displayOutcome(outcome, WIDE))}`];
    const inputs = isExpression(source) ? inputLines(analysis, source) : [];
    return {
      ...absolute(placed, target),
      lines: [...targetLines(target.text, analysis), ...value, ...inputs, ...documentationLines(placed.documentation)],
    };
  }
  if (!isExpression(source)) return undefined;
  let found: { span: Span; lines: readonly string[] } | undefined;
  walkExpression(source, (node) => {
    const lines = nodeLines(analysis, placed, node, at);
    if (lines !== undefined) found = lines;
  });
  return found === undefined ? undefined : { ...absolute(placed, found.span), lines: found.lines };
}

function nodeLines(
  analysis: Analysis,
  placed: PlacedDeclaration,
  node: Expression,
  at: number,
): { span: Span; lines: readonly string[] } | undefined {
  if (node.kind === 'call' && node.nameSpan.start <= at && at <= node.nameSpan.end) {
    const signature = functionSignatures.get(node.name);
    return signature === undefined
      ? undefined
      : {
          span: node.nameSpan,
          lines: functionLines(signature),
        };
  }
  if (node.start > at || at > node.end) return undefined;
  if (node.kind === 'attribute') return { span: node, lines: attributeLines(analysis, node.name) };
  if (node.kind === 'string') {
    const written = analysis.file.text.slice(placed.offset + node.start, placed.offset + node.end);
    for (const { name, start, end } of parameterReferences(written)) {
      if (node.start + start > at || at > node.start + end) continue;
      const value = analysis.parameters.get(name);
      return {
        span: { start: node.start + start, end: node.start + end },
        lines: [
          `**parameter ${escapeMarkdown(name)}**`,
          value === undefined ? 'Its text comes from the connection.' : code(value),
        ],
      };
    }
  }
  return undefined;
}

/** Signature, what it does, null and empty, and where Microsoft's pages differ. */
function functionLines(signature: FunctionSignature): string[] {
  const document = functionDocuments.get(signature.name);
  return [
    `**${escapeMarkdown(signatureText(signature))}** → ${signature.returns}`,
    signature.summary,
    ...(document === undefined ? [] : [`Null and empty: ${document.empty}`]),
    ...(document?.differs === undefined ? [] : [`Microsoft's pages differ: ${document.differs}`]),
  ];
}

function attributeLines(analysis: Analysis, name: string, documentation?: string): string[] {
  const attribute = analysis.model.sources.get(name);
  if (attribute === undefined) return [`**${escapeMarkdown(name)}** is in no attribute list of this file.`];
  const lines = [
    `**${escapeMarkdown(name)}** : ${attribute.type}${attribute.multivalued ? '[]' : ''}`,
    ...documentationLines(documentation),
  ];
  const value = analysis.evaluation?.attributes.get(name);
  if (value !== undefined && analysis.sample !== undefined) {
    lines.push(`${code(displayAttribute(value, WIDE))} for ${escapeMarkdown(analysis.sample.label)}`);
  }
  if (attribute.path !== undefined) {
    lines.push(code(attribute.path), originText(attribute.origin, attribute.entity, attribute.confidence));
    lines.push(...placeLines(analysis, attribute.path, value?.value === null || value === undefined));
  }
  return lines;
}

function originText(origin: string, entity: string | undefined, confidence: string | undefined): string {
  if (origin === 'file') return 'Declared in this file.';
  const list = `Built-in attribute${entity === undefined ? '' : ` of ${entity}`}`;
  const rewritten = origin === 'replaced' ? ', its path rewritten by a replace line' : '';
  const grade = confidence === undefined ? '' : ` Confidence of the path: ${confidence}.`;
  return `${list}${rewritten}.${grade}`;
}

/** Where in the payload the value stands, or why there is none. */
function placeLines(analysis: Analysis, path: string, empty: boolean): string[] {
  if (analysis.sample === undefined) return [];
  const expanded = expandPathParameters(path, analysis.parameters);
  const { payload } = analysis.sample;
  if (empty) {
    const why = explainEmpty(pathOf(expanded), payload);
    return why === undefined ? [] : [`Empty: ${escapeMarkdown(why.sentence)}`];
  }
  const selection = compiledPathOf(expanded).matches(payload, 1);
  const location = selection.ok ? selection.results[0]?.location : undefined;
  return location === undefined ? [] : [`Found at ${code(formatLocation(location))}`];
}

function inputLines(analysis: Analysis, expression: Expression): string[] {
  const lines: string[] = [];
  const seen = new Set<string>();
  walkExpression(expression, (node) => {
    if (node.kind !== 'attribute' || seen.has(node.name)) return;
    seen.add(node.name);
    const value = analysis.evaluation?.attributes.get(node.name);
    if (value !== undefined) lines.push(`- ${escapeMarkdown(`[${node.name}]`)} ${code(displayAttribute(value, WIDE))}`);
  });
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function targetLines(name: string, { model }: Analysis): string[] {
  const target = model.targets.get(name);
  const type = target === undefined ? '' : ` : ${target.type}${target.multivalued ? '[]' : ''}`;
  const known = model.direction === 'writeback' ? writebackTargets.get(name) : undefined;
  const record = {
    person: 'the joining attribute',
    email: 'PerEmail',
    businessPhone: 'PerPhone',
    cellPhone: 'PerPhone',
    user: 'User',
  };
  return [
    `**${escapeMarkdown(name)}**${type}`,
    ...(known === undefined
      ? []
      : [
          known.group === 'person'
            ? 'The joining attribute of SuccessFactors.'
            : `Written to ${record[known.group]}.${known.property}`,
        ]),
  ];
}

function documentationLines(documentation: string | undefined): string[] {
  return documentation === undefined ? [] : [escapeMarkdown(documentation)];
}

/** Text of a payload or a file never becomes Markdown: no link, no picture, no command. */
function escapeMarkdown(text: string): string {
  return visible(text.replace(/\s+/g, ' ')).replace(/[\\`*_{}[\]()<>#+\-.!|~&:@/$=]/g, '\\$&');
}

function code(text: string): string {
  const clean = visible(text.replace(/\s+/g, ' '));
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${clean} ${fence}`;
}
