import { functionSignatures } from '../catalog/functions.ts';
import { arityProblem } from '../expressions/arity.ts';
import type { CallExpression, Declaration, SyntaxFix } from './syntax.ts';
import { Comma, Comparison, tokenize } from './tokens.ts';
import { isExpression, walkExpression } from './walk.ts';

/** Longer declarations are not tried: each place costs a parse. */
const LONGEST = 2_000;
const MOST_PLACES = 24;

/**
 * Where the parentheses belong that close the calls of an expression: at its end, or some of them before a comma or a
 * comparison. Of the places after which every call has as many arguments as it takes the only one is sure; among
 * several, nobody can tell which was meant. Undefined when nothing can be read after any.
 *
 * @param atEnd The fix that closes all of them at the end.
 * @param read The declaration of a text without mistakes of grammar; undefined for any other.
 */
export function closingCall(
  text: string,
  atEnd: SyntaxFix,
  read: (text: string) => Declaration | undefined,
): SyntaxFix | undefined {
  const missing = atEnd.text.length;
  const fixes = [
    atEnd,
    ...(text.length > LONGEST ? [] : places(text, atEnd.start).flatMap((at) => upTo(missing, at, text, atEnd))),
  ];
  const readable = fixes.flatMap((fix) => {
    const declaration = read(text.slice(0, fix.start) + fix.text + text.slice(fix.end));
    return declaration === undefined ? [] : [{ fix, declaration }];
  });
  const fitting = readable.filter(({ declaration }) => fitsCalls(declaration));
  const [meant] = fitting.filter(({ declaration }) => !readsCulture(declaration));
  const best = meant ?? fitting[0] ?? readable[0];
  if (best === undefined) return undefined;
  return fitting.length === 1 ? best.fix : { ...best.fix, unsure: true };
}

/** Where an argument, or one side of a comparison, ends before the end. */
function places(text: string, end: number): readonly number[] {
  const { tokens } = tokenize(text.slice(0, end), 'map');
  return tokens
    .flatMap(({ tokenType }, i) => {
      const previous = tokens[i - 1];
      const separates = [Comma, Comparison].some((type) => tokenType.CATEGORIES?.includes(type) === true);
      return separates && previous !== undefined ? [previous.startOffset + previous.image.length] : [];
    })
    .slice(0, MOST_PLACES);
}

/** One to all of the missing parentheses at a place, and the rest at the end. */
function upTo(missing: number, at: number, text: string, { title, start }: SyntaxFix): readonly SyntaxFix[] {
  return Array.from({ length: Math.min(missing, 3) }, (_, i) => {
    const between = `${')'.repeat(i + 1)}${text.slice(at, start)}`;
    return i + 1 === missing
      ? { title, start: at, end: at, text: ')'.repeat(missing) }
      : { title, start: at, end: start, text: between + ')'.repeat(missing - i - 1) };
  });
}

/** Whether every call of a known function has as many arguments as it takes. */
export function fitsCalls(declaration: Declaration): boolean {
  return !callsOf(declaration).some((call) => {
    const signature = functionSignatures.get(call.name);
    return signature !== undefined && arityProblem(signature, call) !== undefined;
  });
}

/** Whether an attribute stands where ToLower and ToUpper take a culture: hardly ever is it meant. */
function readsCulture(declaration: Declaration): boolean {
  return callsOf(declaration).some(
    ({ name, arguments: [, culture] }) =>
      (name === 'ToLower' || name === 'ToUpper') && culture?.kind !== 'string' && culture !== undefined,
  );
}

function callsOf(declaration: Declaration): readonly CallExpression[] {
  const calls: CallExpression[] = [];
  if (declaration.kind !== 'map' || !isExpression(declaration.source)) return calls;
  walkExpression(declaration.source, (node) => {
    if (node.kind === 'call') calls.push(node);
  });
  return calls;
}
