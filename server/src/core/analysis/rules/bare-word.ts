import { type FunctionSignature, functionSignatures } from '../../catalog/functions.ts';
import type {
  ComparisonExpression,
  Expression,
  MapDeclaration,
  PlacedDeclaration,
  Span,
} from '../../language/syntax.ts';
import { isExpression, walkExpression } from '../../language/walk.ts';
import { nearestAttribute } from '../../nearest-name.ts';
import { type DeclarationContext, editOf, type Finding, type Fix, type Rule } from '../diagnostic.ts';

const COMPARE_TYPES: ReadonlySet<string> = new Set(['vbTextCompare', 'vbBinaryCompare']);

/** Only the compare types of InStr are written without quotes or brackets. */
export const bareWord: Rule = {
  code: 'SFM2006',
  severity: 'error',
  title: 'A word without quotes or brackets',
  page: {
    why: 'A word in an expression is neither an attribute in brackets nor a text in quotes. Only the compare types of `InStr`, `vbTextCompare` and `vbBinaryCompare`, are written so.',
    wrong: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Join(" ", firstName, [lastName])
}
`,
    right: `provision SuccessFactors -> EntraID

map {
  employeeId  <- [personIdExternal] match 1
  displayName <- Join(" ", [firstName], [lastName])
}
`,
    sources: [
      'Microsoft, "Reference for writing expressions for attribute mappings in Microsoft Entra Application Provisioning"',
    ],
  },
  each: {
    map: (placed, context) => {
      const { source } = placed.declaration;
      if (!isExpression(source)) return;
      const compared = new Map<Expression, ComparisonExpression>();
      walkExpression(source, (node) => {
        if (node.kind === 'comparison') for (const side of [node.left, node.right]) compared.set(side, node);
        if (node.kind !== 'identifier' || COMPARE_TYPES.has(node.name)) return;
        context.report(placed, node, saidOf(node, compared.get(node), placed, context));
      });
    },
  },
};

type Word = Extract<Expression, { kind: 'identifier' }>;
type Mapping = PlacedDeclaration<MapDeclaration>;

function saidOf(
  node: Word,
  comparison: ComparisonExpression | undefined,
  placed: Mapping,
  context: DeclarationContext,
): Finding {
  const { name } = node;
  const write = (title: string, text: string, preferred = false, span: Span = node): Fix => ({
    title,
    ...(preferred ? { preferred } : {}),
    edits: [editOf(placed, span, text)],
  });
  const signature = functionSignatures.get(name);
  if (signature !== undefined) {
    return {
      message: `${name} is a function: its arguments follow in parentheses.`,
      fixes: takesNothing(signature) ? [write(`Write ${name}()`, `${name}()`, true)] : [],
    };
  }
  const isKnown = context.source(name) !== undefined;
  if (!isKnown && /^null$/i.test(name)) {
    const test = comparison === undefined ? undefined : emptyTest(node, comparison, placed, context);
    const better = test ?? '""';
    return {
      message: `Entra's expressions have no ${name}. Write ${better}${test === undefined ? ' for an empty text' : ''}.`,
      fixes: [write(`Write ${better}`, better, false, test === undefined ? node : comparison)],
    };
  }
  if (!isKnown && /^(?:true|false)$/i.test(name)) {
    const text = /^t/i.test(name) ? '"True"' : '"False"';
    return {
      message: `${name} stands here without quotes. Write ${text}.`,
      fixes: [write(`Write ${text}`, text)],
    };
  }
  const attribute = isKnown ? name : nearestAttribute(name, context.sourceNames());
  const text = `"${name}"`;
  const cure =
    attribute === undefined
      ? `Write ${text} for a text; an attribute stands in brackets, as in [department].`
      : `Write [${attribute}] for an attribute or ${text} for a text.`;
  return {
    message: `${name} stands here without quotes or brackets. ${cure}`,
    fixes: [
      ...(attribute === undefined
        ? []
        : [
            write(`Read the attribute [${attribute}]`, `[${attribute}]`, isKnown && !isNextLine(node, placed, context)),
          ]),
      write(`Write the text ${text}`, text),
    ],
  };
}

/** `[city] = null` as a call; undefined for other comparisons. */
function emptyTest(
  node: Word,
  { left, right, operator }: ComparisonExpression,
  placed: Mapping,
  context: DeclarationContext,
): string | undefined {
  const asked = node === right ? left : right;
  if ((operator !== '=' && operator !== '<>') || (asked.kind !== 'attribute' && asked.kind !== 'call'))
    return undefined;
  return `${operator === '=' ? 'IsNullOrEmpty' : 'IsPresent'}(${context.textOf(placed, asked)})`;
}

/** A word alone on the line after the arrow may be the target of a mapping that is still being written. */
function isNextLine(node: Word, placed: Mapping, context: DeclarationContext): boolean {
  const { declaration } = placed;
  if (declaration.source !== node) return false;
  return context.textOf(placed, { start: declaration.start, end: node.start }).includes('\n');
}

function takesNothing({ parameters, repeating }: FunctionSignature): boolean {
  return parameters.length === 0 && repeating.length === 0;
}
