import { expandPattern, PatternProblem, type PatternUse, readPattern } from '../../expressions/dotnet/date-pattern.ts';
import { readStyles } from '../../expressions/dotnet/date-styles.ts';
import { evaluateExpression } from '../../expressions/evaluate.ts';
import { flow } from '../../expressions/function.ts';
import { CHECK_EFFORT } from '../../expressions/limits.ts';
import type { CallExpression, Expression, MapDeclaration, PlacedDeclaration } from '../../language/syntax.ts';
import { type DeclarationContext, editOf, type Fix, type Rule } from '../diagnostic.ts';
import { constantText, isConstant, quotedText } from '../expression-constants.ts';
import { type FormatSlip, formatSlip } from '../expression-date-slips.ts';
import { kindOf, partText, samplesOf } from '../expression-kinds.ts';
import { eachCall } from '../expression-sites.ts';
import { DATE_FORMATS, FUNCTION_REFERENCE, inboundExample } from '../expression-sources.ts';

type Placed = PlacedDeclaration<MapDeclaration>;

/** The form in which dates of SuccessFactors reach expressions, as Microsoft writes it. */
const SUCCESSFACTORS = 'M/d/yyyy hh:mm:ss tt';

/** The formats of FormatDateTime: what .NET refuses, what reads as something else than it looks, what never fits. */
export const dateFormat: Rule = {
  code: 'SFM5017',
  severity: 'error',
  title: 'Format of a date',
  page: {
    why: 'The formats of `FormatDateTime` are those of .NET, in exact case: `MM` is the month and `mm` the minute, `HH` counts to 24 and `hh` to 12, `YYYY` and `DD` are no fields and stand for themselves. The input format must be that of the text: a date of SuccessFactors reaches expressions as `12/31/2025 12:00:00 AM`, which is `M/d/yyyy hh:mm:ss tt`.',
    wrong: inboundExample('  extensionAttribute1 <- FormatDateTime([startDate], , "yyyy-MM-dd", "yyyy-mm-dd")\n'),
    right: inboundExample(
      '  extensionAttribute1 <- FormatDateTime([startDate], , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd")\n',
    ),
    sources: [FUNCTION_REFERENCE, DATE_FORMATS],
  },
  each: eachCall(['FormatDateTime'], ({ node }, placed, context) => {
    const [source, ...rest] = node.arguments;
    const [styles, input, output] = node.arguments.length <= 3 ? [undefined, ...rest] : rest;
    if (input === undefined || output === undefined) {
      context.report(placed, node.nameSpan, { message: 'FormatDateTime takes an input and an output format.' });
      return;
    }
    const fine = [checkStyles(styles, placed, context), check(input, 'parse', placed, context)].every(Boolean);
    if (check(output, 'format', placed, context) && fine) checkSource(node, source, input, placed, context);
  }),
};

function checkStyles(node: Expression | undefined, placed: Placed, context: DeclarationContext): boolean {
  const text = constantText(node);
  if (node === undefined || text === undefined || text === '') return true;
  const problem = readStyles(text);
  if (typeof problem !== 'string') return true;
  context.report(placed, node, { message: problem });
  return false;
}

/** Whether a format can be used; an input format must also read as it looks for the source to be judged by it. */
function check(node: Expression | undefined, use: PatternUse, placed: Placed, context: DeclarationContext): boolean {
  const text = constantText(node);
  if (node === undefined || text === undefined) return true;
  const judgement = judged(text, use);
  if (judgement === undefined) return true;
  if (typeof judgement === 'string') {
    context.report(placed, node, { message: judgement });
    return false;
  }
  const { message, instead } = judgement;
  const title = `Write ${quotedText(instead)}`;
  context.report(placed, node, {
    severity: 'warning',
    message,
    fixes: [{ title, preferred: true, edits: [editOf(placed, node, quotedText(instead))] }],
  });
  return use === 'format';
}

const CAPACITY = 200;
const known = new Map<string, FormatSlip | string | undefined>();

/** What is to be said of a format; a file uses few, and each of them often. */
function judged(text: string, use: PatternUse): FormatSlip | string | undefined {
  const key = `${use} ${text}`;
  if (known.has(key)) return known.get(key);
  const judgement = judge(text, use);
  if (known.size >= CAPACITY) known.clear();
  known.set(key, judgement);
  return judgement;
}

function judge(text: string, use: PatternUse): FormatSlip | string | undefined {
  // An empty output format is .NET's general one.
  if (text === '') return use === 'parse' ? 'This date format is empty. Write one such as "yyyy-MM-dd".' : undefined;
  try {
    return formatSlip(text, readPattern(expandPattern(text), use), use);
  } catch (problem) {
    if (problem instanceof PatternProblem) return problem.message;
    throw problem;
  }
}

/** Whether what is known of the source is in the input format: for everybody, or for nobody. */
function checkSource(
  call: CallExpression,
  source: Expression | undefined,
  input: Expression | undefined,
  placed: Placed,
  context: DeclarationContext,
): void {
  const format = constantText(input);
  if (source === undefined || input === undefined || format === undefined) return;
  if (source.kind === 'attribute' && format === SUCCESSFACTORS && context.direction === 'inbound') return;
  if (!call.arguments.every((one) => one === undefined || one === source || isConstant(one))) return;
  const samples = samplesOf(source, context) ?? [];
  const wrong = samples.filter((sample) => errorOf(call, source, sample) !== undefined);
  const [first] = wrong;
  if (first === undefined) return;
  const constant = constantText(source) !== undefined;
  // A call such as Now gives times of every length: a format that reads some of them is Microsoft's own.
  if (!constant && source.kind === 'call' && wrong.length < samples.length) return;
  if (!constant && kindOf(source, context) !== 'date') return;
  const isRaw =
    source.kind === 'attribute' && context.direction === 'inbound' && readsAll(call, source, input, samples);
  const fixes: Fix[] = isRaw
    ? [
        {
          title: `Read ${quotedText(SUCCESSFACTORS)}`,
          preferred: true,
          edits: [editOf(placed, input, quotedText(SUCCESSFACTORS))],
        },
      ]
    : [];
  const what = constant ? quotedText(first) : `${partText(source)} reaches expressions as ${first}, which`;
  context.report(placed, input, {
    // The path of an attribute may have been turned to something that is no date.
    severity: constant ? 'error' : 'warning',
    message: `${what} is not in the format ${quotedText(format)}.${isRaw ? ` Write ${quotedText(SUCCESSFACTORS)}.` : ''}`,
    fixes,
  });
}

function errorOf(call: CallExpression, source: Expression, text: string): string | undefined {
  const outcome = evaluateExpression(call, {
    ...CHECK_EFFORT,
    attribute: () => undefined,
    given: (node) => (node === source ? flow(text) : undefined),
    host: { now: TODAY },
  });
  return outcome.state === 'error' ? outcome.error : undefined;
}

const TODAY = new Date(Date.UTC(2026, 2, 1));

/** Whether Microsoft's format for the dates of SuccessFactors reads the samples. */
function readsAll(call: CallExpression, source: Expression, input: Expression, samples: readonly string[]): boolean {
  return samples.every((sample) => {
    const outcome = evaluateExpression(call, {
      ...CHECK_EFFORT,
      attribute: () => undefined,
      given: (node) => (node === source ? flow(sample) : node === input ? flow(SUCCESSFACTORS) : undefined),
      host: { now: TODAY },
    });
    return outcome.state === 'value';
  });
}
