import { formatDate, GENERAL } from '../expressions/dotnet/date-format.ts';
import { parseDate } from '../expressions/dotnet/date-parse.ts';
import { evaluateExpression } from '../expressions/evaluate.ts';
import { flow } from '../expressions/function.ts';
import { CHECK_EFFORT } from '../expressions/limits.ts';
import type { CallExpression, Expression } from '../language/syntax.ts';
import type { DeclarationContext } from './diagnostic.ts';
import { isConstant, quotedText } from './expression-constants.ts';
import { kindOf, partText } from './expression-kinds.ts';

/** Why a part never gives a text, and what was probably meant. */
export interface Never {
  readonly reason: string;
  readonly instead?: string;
}

/** Functions that change nothing in a text that they have changed before: what they give, they give again. */
const SETTLED: ReadonlySet<string> = new Set([
  'Left',
  'Mid',
  'NormalizeDiacritics',
  'PCase',
  'StripSpaces',
  'ToLower',
  'ToUpper',
]);

/** Why a part of an expression can never be this text; undefined where it can, or where it is not known. */
export function neverGives(node: Expression, text: string, context: DeclarationContext): Never | undefined {
  if (text === '') return undefined;
  switch (kindOf(node, context)) {
    case 'boolean': {
      if (text === 'True' || text === 'False') return undefined;
      const instead = ['True', 'False'].find((word) => word.toLowerCase() === text.toLowerCase());
      return { reason: `${partText(node)} gives True or False`, ...(instead === undefined ? {} : { instead }) };
    }
    case 'number':
      return /^[+-]?\d+$/.test(text) ? undefined : { reason: `${partText(node)} gives a whole number` };
    case 'date':
      return neverDate(node, text, context);
    default:
      return node.kind === 'call' && SETTLED.has(node.name) ? unsettled(node, text) : undefined;
  }
}

/** In an inbound file dates reach expressions in one form alone. */
function neverDate(node: Expression, text: string, { direction }: DeclarationContext): Never | undefined {
  if (node.kind === 'attribute' && direction !== 'inbound') return undefined;
  const date = parseDate(text);
  const written = date === undefined ? undefined : formatDate({ ticks: date.ticks, kind: 'utc' }, GENERAL);
  if (written === text) return undefined;
  const reason = `${partText(node)} gives dates such as 12/31/2025 12:00:00 AM`;
  return { reason, ...(written === undefined ? {} : { instead: written }) };
}

/** Whether a function would change the text: then it never gives it. */
function unsettled(call: CallExpression, text: string): Never | undefined {
  const [source, ...others] = call.arguments;
  if (source === undefined || !others.every((other) => other === undefined || isConstant(other))) return undefined;
  const outcome = evaluateExpression(call, {
    ...CHECK_EFFORT,
    attribute: () => undefined,
    given: (node) => (node === source ? flow(text) : undefined),
  });
  if (outcome.state !== 'value' || typeof outcome.value !== 'string' || outcome.value === text) return undefined;
  // A part from the middle is found again only where it begins.
  if (call.name === 'Mid' && outcome.value.length >= text.length) return undefined;
  if (call.name === 'Left' || call.name === 'Mid') {
    return text.startsWith(outcome.value)
      ? { reason: `${call.name} gives ${outcome.value.length} characters at most` }
      : undefined;
  }
  return { reason: `${call.name} gives ${quotedText(outcome.value)} for it`, instead: outcome.value };
}
