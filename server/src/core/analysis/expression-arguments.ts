import { functionSignatures, parameterAt } from '../catalog/functions.ts';
import { evaluateExpression } from '../expressions/evaluate.ts';
import { flow } from '../expressions/function.ts';
import type { Host } from '../expressions/host.ts';
import type { CallExpression, Expression, Span } from '../language/syntax.ts';
import type { Outcome } from '../mapping/outcome.ts';
import type { DeclarationContext } from './diagnostic.ts';
import { constantText } from './expression-constants.ts';
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
  if (fine === undefined || signature === undefined || !worthRunning(call)) return [];
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
    const isConstant = constants[slot] !== undefined;
    // Constants that are fine together are fine: a large number of seconds would be too large a number of days.
    if (isConstant && together === undefined) return [];
    const errors = (samplesOf(argument, context) ?? []).map((sample) => run(values.with(slot, sample)));
    const [first] = errors;
    if (first === undefined || errors.includes(undefined)) return [];
    if (isConstant) return [{ span: argument, slot, message: first }];
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

/** Most calls have nothing but attributes and texts that are sure to be taken. */
function worthRunning({ arguments: slots, name }: CallExpression): boolean {
  if (name === 'IIF') return slots[0]?.kind !== 'comparison';
  // A bare word that is no word of the language is another rule's.
  return slots.every((slot) => slot?.kind !== 'identifier' || isSound(slot));
}

function errorOf(call: CallExpression, values: readonly string[]): string | undefined {
  const outcomes = new Map<Expression, Outcome>();
  call.arguments.forEach((argument, slot) => {
    if (argument !== undefined) outcomes.set(argument, flow(values[slot] ?? ''));
  });
  const outcome = evaluateExpression(call, {
    attribute: () => undefined,
    host: HOST,
    given: (node) => outcomes.get(node),
  });
  return outcome.state === 'error' ? outcome.error : undefined;
}
