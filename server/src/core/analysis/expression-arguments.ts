import { type FunctionSignature, functionSignatures, type ParameterKind, parameterAt } from '../catalog/functions.ts';
import { isInterval } from '../expressions/dotnet/vb-date.ts';
import { evaluateExpression } from '../expressions/evaluate.ts';
import { flow } from '../expressions/function.ts';
import type { Host } from '../expressions/host.ts';
import { CHECK_EFFORT } from '../expressions/limits.ts';
import type { CallExpression, Expression, Span } from '../language/syntax.ts';
import type { Outcome } from '../mapping/outcome.ts';
import type { DeclarationContext } from './diagnostic.ts';
import { constantText, isConstant } from './expression-constants.ts';
import { kindOf, partText, samplesOf, type ValueKind } from './expression-kinds.ts';
import { isSound } from './expression-sites.ts';

/** An argument that its function cannot take, whoever the person is. */
export interface ArgumentProblem {
  /** The argument; the function's name where all constants together are at fault, or an empty slot. */
  readonly span: Span;
  readonly slot?: number;
  readonly message: string;
}

/** Arguments that a function takes, for the slots that are not looked at. */
const FINE: Readonly<Record<string, readonly string[]>> = {
  BitAnd: ['1', '1'],
  CBool: ['True'],
  CDate: ['2026-03-01'],
  DateAdd: ['d', '1', '2026-03-01'],
  DateDiff: ['d', '2026-03-01', '2026-03-02'],
  DateFromNum: ['132539615990000000'],
  IIF: ['True', 'a', 'b'],
  InStr: ['abc', 'b', '1', 'vbBinaryCompare'],
  Item: ['a', '1'],
  Left: ['abc', '1'],
  Mid: ['abc', '1', '1'],
  NumFromDate: ['2026-03-01'],
  RandomString: ['256', '0', '0', '0', '0', ''],
  Split: ['a,b', ','],
  ToLower: ['a', 'en-US'],
  ToUpper: ['a', 'en-US'],
  Word: ['a b', '1', ' '],
};

/** A world that answers, so that an error is one of the arguments. */
const HOST: Host = { now: new Date(Date.UTC(2026, 2, 1)), random: () => 0.5 };

/**
 * The arguments of a call that its function cannot take, found out by running it with each of them beside others that
 * are fine. Says nothing about an argument whose value is not known.
 */
export function argumentProblems(call: CallExpression, context: DeclarationContext): readonly ArgumentProblem[] {
  const fine = FINE[call.name];
  const signature = functionSignatures.get(call.name);
  if (fine === undefined || signature === undefined || !worthRunning(call, signature, context)) return [];
  const values = call.arguments.map((_, slot) => fine[slot] ?? '');
  const run = (given: readonly string[]): string | undefined => errorOf(call, given);
  const empty = run(values);
  if (empty !== undefined) {
    return [{ span: call.nameSpan, message: empty.replace(/, but is null\.$/, ', but its slot is empty.') }];
  }
  const constants = call.arguments.map(constantText);
  const together = run(values.map((value, slot) => constants[slot] ?? value));
  const found = call.arguments.flatMap((argument, slot): ArgumentProblem[] => {
    const parameter = parameterAt(signature, slot);
    if (argument === undefined || parameter === undefined) return [];
    if (parameter.kind === 'Text' || parameter.kind === 'Any') return [];
    const isKnown = constants[slot] !== undefined;
    // Constants that are fine together are fine: a large number of seconds would be too large a number of days.
    if (isKnown && together === undefined) return [];
    const errors = (samplesOf(argument, context) ?? []).map((sample) => run(values.with(slot, sample)));
    const [first] = errors;
    if (first === undefined || errors.includes(undefined)) return [];
    if (isKnown) return [{ span: argument, slot, message: first }];
    const gives = KIND_WORDS[kindOf(argument, context) ?? 'values'];
    const article = /^[a-z][A-Za-z]*$/.test(parameter.name) ? 'the ' : '';
    const place = `${article}${parameter.name} of ${call.name}`;
    const message = `${partText(argument)} gives ${gives}, but ${place} takes ${TAKES[parameter.kind]}.`;
    return [{ span: argument, slot, message }];
  });
  if (found.length > 0 || together === undefined) return found;
  // Each constant is fine alone, and they contradict one another: minimums that have no room in the length.
  return [{ span: call.nameSpan, message: together }];
}

const KIND_WORDS: Readonly<Record<ValueKind, string>> = {
  boolean: 'True or False',
  number: 'a number',
  date: 'a date',
  reference: 'a reference',
  values: 'several values',
};

const TAKES = { Choice: 'a text', Number: 'a whole number', Date: 'a date', Condition: 'True or False' } as const;

/** Whether a call might fail: most have nothing but attributes and constants that are sure to be taken. */
function worthRunning(call: CallExpression, signature: FunctionSignature, context: DeclarationContext): boolean {
  // A bare word that is no word of the language is another rule's.
  if (call.arguments.some((argument) => argument?.kind === 'identifier' && !isSound(argument))) return false;
  if (call.name === 'RandomString') return true;
  return call.arguments.some((argument, slot) => {
    const kind = parameterAt(signature, slot)?.kind;
    if (kind === undefined || kind === 'Text' || kind === 'Any') return false;
    return argument === undefined || !surelyTaken(argument, kind, context);
  });
}

function surelyTaken(argument: Expression, kind: ParameterKind, context: DeclarationContext): boolean {
  switch (argument.kind) {
    case 'comparison':
      return kind === 'Condition';
    case 'number':
      return kind === 'Number' && /^[1-9]\d?$/.test(argument.text);
    case 'string':
      return kind === 'Choice' && isInterval(argument.value);
    case 'identifier':
      return kind === 'Choice';
  }
  const gives = kindOf(argument, context);
  if (gives !== undefined && gives !== FITTING[kind]) return false;
  return argument.kind === 'attribute' || !isConstant(argument);
}

const FITTING: Partial<Record<ParameterKind, ValueKind>> = { Number: 'number', Date: 'date', Condition: 'boolean' };

function errorOf(call: CallExpression, values: readonly string[]): string | undefined {
  const outcomes = new Map<Expression, Outcome>();
  call.arguments.forEach((argument, slot) => {
    if (argument !== undefined) outcomes.set(argument, flow(values[slot] ?? ''));
  });
  const outcome = evaluateExpression(call, {
    ...CHECK_EFFORT,
    attribute: () => undefined,
    host: HOST,
    given: (node) => outcomes.get(node),
  });
  return outcome.state === 'error' ? outcome.error : undefined;
}
