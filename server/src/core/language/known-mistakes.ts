import type { IToken } from 'chevrotain';
import { nearestName } from '../nearest-name.ts';
import type { Slice } from './cut.ts';
import { isPlainName } from './plain-name.ts';
import type { SyntaxFix, SyntaxProblem } from './syntax.ts';
import {
  Amount,
  Arrow,
  AtMost,
  Attribute,
  Close,
  CloseList,
  Comma,
  Comparison,
  Equals,
  Name,
  NumberLiteral,
  Open,
  OpenList,
  Path,
  Replace,
  Text,
} from './tokens.ts';

/** Where the parser stopped: before `tokens[at]`, or at the end. */
export interface MistakePlace {
  readonly text: string;
  readonly tokens: readonly IToken[];
  readonly at: number;
  readonly block: Slice['block'];
}

export type KnownMistake = Pick<SyntaxProblem, 'message' | 'fix'>;

/** A mistake that authors are known to make, told with its cure; undefined for any other. */
export function knownMistake(place: MistakePlace): KnownMistake | undefined {
  const token = place.tokens[place.at];
  if (token === undefined) return undefined;
  const open = place.tokens[place.at - 1]?.tokenType === Open && place.block === 'limits';
  const anywhere = (open ? undefined : surplus(token)) ?? comment(token);
  if (anywhere !== undefined) return anywhere;
  switch (place.block) {
    case 'map':
      return inMapping(place, token);
    case 'scope':
      return inScope(place, token);
    case 'source':
    case 'target':
      return inEntry(place, token);
    case 'limits':
      return inLimit(place, token);
    case 'test':
    case 'test head':
      return inStatement(place, token);
    default:
      return inHead(place, token);
  }
}

const endOf = (token: IToken | undefined) => (token === undefined ? 0 : token.startOffset + token.image.length);
const isA = (token: IToken | undefined, type: IToken['tokenType']) =>
  token !== undefined && (token.tokenType === type || (token.tokenType.CATEGORIES ?? []).includes(type));

function replace(token: IToken, text: string, length = token.image.length): SyntaxFix {
  const start = token.startOffset;
  return { title: text === '' ? `Remove ${token.image}` : `Write ${text}`, start, end: start + length, text };
}

function insert(at: number, text: string): SyntaxFix {
  return { title: `Insert ${text.trim()}`, start: at, end: at, text };
}

function surplus(token: IToken): KnownMistake | undefined {
  if (token.tokenType !== Close && token.image !== ']' && token.image !== '}') return undefined;
  return { message: `This ${token.image} closes nothing.`, fix: replace(token, '') };
}

function comment(token: IToken): KnownMistake | undefined {
  if (token.image !== '#') return undefined;
  return { message: 'A comment begins with //.', fix: replace(token, '//') };
}

/** `[city] <- …` and `[x] = …`: what is declared stands without the brackets of an attribute that is read. */
function bareName(what: string, token: IToken, image = token.image): KnownMistake {
  const name = image.replace(/^\[\s*|\s*\]$/g, '');
  const written = isPlainName(name) ? name : `"${name}"`;
  const fix = name === '' || /["\\]/.test(name) ? {} : { fix: replace(token, written, image.length) };
  return { message: `The ${what} stands without brackets: ${written}.`, ...fix };
}

const OPTIONS = ['match', 'on', 'flow', 'default'];
const CONNECTIVES: ReadonlySet<string> = new Set(['and', 'or', 'AND', 'OR', 'And', 'Or', '&&', '||']);

function inMapping({ tokens, at, text }: MistakePlace, token: IToken): KnownMistake | undefined {
  const previous = tokens[at - 1];
  // `[firstName] <- displayName` is the wrong way round.
  const isReversed = isA(tokens[2], Name) && tokens[3]?.tokenType !== Open;
  if (at === 0 && isA(token, Attribute) && tokens[1]?.tokenType === Arrow && !isReversed)
    return bareName('target of a mapping', token);
  if (at === tokens.length - 1 && isA(token, Comma)) {
    return { message: 'This comma stands outside a call.', fix: replace(token, '') };
  }
  const joined = /^(on|flow)[_-]?(create|always|nulls)$/i.exec(token.image);
  if (joined !== null && at > 1 && !isA(previous, Comma)) {
    const written = `${joined[1]} ${joined[2]}`.toLowerCase();
    return {
      message: `Did not expect ${token.image} here. The option is written ${written}.`,
      fix: replace(token, written),
    };
  }
  if (at === 1) {
    const length = /^(?:<-*\s*-|[=:]>?|<=|:=|->)/.exec(text.slice(token.startOffset))?.[0].length;
    const message = `Expected <- and an expression after ${previous?.image ?? 'the target'}.`;
    return length === undefined ? undefined : { message, fix: replace(token, '<-', length) };
  }
  if (CONNECTIVES.has(token.image)) {
    const nested = 'IIF([a] = "1", IIF([b] = "2", "True", "False"), "False")';
    return { message: `Entra's expressions have no ${token.image}. Nest a second IIF: ${nested}.` };
  }
  if (/^[&+]$/.test(token.image)) {
    return { message: `Entra's expressions have no ${token.image}. Texts are put together by Join or Append.` };
  }
  if (token.image.startsWith('$')) {
    return { message: 'A JSONPath stands in the source block. A mapping names the attribute, as in [department].' };
  }
  const expectsValue = previous === undefined || previous.tokenType === Arrow || previous.tokenType === Open;
  if (token.tokenType === Open && (expectsValue || isA(previous, Comma))) {
    return { message: "Entra's expressions have no parentheses of their own. A ( follows the name of a function." };
  }
  const option =
    isA(token, Name) && !expectsValue && !OPTIONS.includes(previous.image)
      ? nearestName(token.image, OPTIONS)
      : undefined;
  if (option !== undefined && !OPTIONS.includes(token.image) && !isA(previous, Comma)) {
    return { message: `Did not expect ${token.image} here. Did you mean ${option}?`, fix: replace(token, option) };
  }
  return undefined;
}

function inScope({ tokens, at, text }: MistakePlace, token: IToken): KnownMistake | undefined {
  const next = tokens[at + 1];
  if (/^(?:or|OR|Or|\|\|)$/.test(token.image)) {
    return { message: 'Clauses of a group are joined by and. For or, write a second group with a name of its own.' };
  }
  if (/^(?:AND|And|&&)$/.test(token.image)) {
    return { message: 'Clauses are joined by and, in lower case.', fix: replace(token, 'and') };
  }
  if (at > 0 && isA(token, Attribute)) {
    const last = tokens[at - 1];
    if (/^\[\s*"/.test(token.image)) {
      const values = token.image.slice(1, token.image.endsWith(']') ? -1 : undefined).trim();
      const isList = /^"(?:\\.|[^"\\])*"(?:\s*,\s*"(?:\\.|[^"\\])*")*$/.test(values);
      const fix = isList ? { fix: replace(token, values) } : {};
      return {
        message: `Values of a scope stand without brackets, with commas between them${isList ? `: ${values}` : ''}.`,
        ...fix,
      };
    }
    if (at === 1 && isA(last, Text)) {
      return { message: `Expected : after ${last?.image}.`, fix: insert(endOf(last), ':') };
    }
    // On a line of its own it may be meant to let more people in, or fewer: nobody can tell.
    if (/[\r\n]/.test(text.slice(endOf(last), token.startOffset))) {
      const message = `Expected and before ${token.image} if both clauses must hold; if one is enough, a group of its own: "name": ${token.image} ….`;
      return { message };
    }
    return { message: `Expected and before ${token.image}.`, fix: insert(token.startOffset, 'and ') };
  }
  if (at === 0 && isA(token, Name) && next?.image === ':') {
    const quoted = `"${token.image}"`;
    return { message: `The name of a group stands in double quotes: ${quoted}.`, fix: replace(token, quoted) };
  }
  return undefined;
}

function inEntry({ tokens, at, text }: MistakePlace, token: IToken): KnownMistake | undefined {
  const previous = tokens[at - 1];
  if (tokens[0]?.tokenType === Replace && previous?.tokenType === Path && at === 2 && /^\$/.test(token.image)) {
    return { message: `Expected -> after ${previous.image}.`, fix: insert(token.startOffset, '-> ') };
  }
  if (previous?.tokenType === Equals && /^\$/.test(token.image)) {
    const fix = { title: 'Join the lines', start: endOf(previous), end: token.startOffset, text: ' ' };
    return { message: 'The path of an attribute stands on the line of its =.', fix };
  }
  if (at !== 1) return undefined;
  const message = `Expected = and a JSONPath, or : and a type after ${previous?.image}.`;
  if (text.startsWith('<-', token.startOffset)) return { message, fix: replace(token, '=', 2) };
  if (token.image.startsWith('$')) return { message, fix: insert(token.startOffset, '= ') };
  return undefined;
}

function inLimit({ tokens, at }: MistakePlace, token: IToken): KnownMistake | undefined {
  const previous = tokens[at - 1];
  if (previous?.tokenType === Open && isA(token, Attribute)) {
    const name = token.image.replace(/[[\]]/g, '');
    return { message: `The target of a limit stands without brackets: ${name}.`, fix: replace(token, name) };
  }
  if (tokens[at - 2]?.tokenType === Open && token.tokenType !== Close) {
    return { message: `Expected ) after ${previous?.image}.`, fix: insert(endOf(previous), ')') };
  }
  if (isA(token, Comparison)) {
    return { message: `A limit is written with <=, not with ${token.image}: the number is still allowed.` };
  }
  if (token.tokenType === Amount && at > 0 && !isA(previous, AtMost)) {
    return { message: `Expected <= before ${token.image}.`, fix: insert(token.startOffset, '<= ') };
  }
  if (isA(previous, AtMost) && isA(token, Text)) {
    const inner = token.image.slice(1, -1);
    const fix = /^\d+(?:\.\d+)?%?$/.test(inner) ? { fix: replace(token, inner) } : {};
    return { message: 'A limit is a number or a percentage, without quotes.', ...fix };
  }
  return undefined;
}

const ACTIONS: ReadonlySet<string> = new Set(['create', 'update', 'disable', 'delete', 'none']);

/** Where a text in double quotes belongs, by the word before it. */
const BEFORE_TEXT = /^(?:==?|!=|<>|matches|person|domain)$/;

function inStatement({ tokens, at }: MistakePlace, token: IToken): KnownMistake | undefined {
  const previous = tokens[at - 1];
  const head = tokens[0]?.image;
  if (head === 'at' && at === 2 && /^\d\d$/.test(token.image)) {
    const fix = { title: 'Join date and time by T', start: endOf(previous), end: token.startOffset, text: 'T' };
    return { message: 'Date and time are joined by T: 2026-03-01T08:30:00Z.', fix };
  }
  if (previous?.image === 'in' && isA(token, Text) && at + 1 === tokens.length) {
    const text = `[${token.image}]`;
    return { message: `in takes a list: ${text}.`, fix: replace(token, text) };
  }
  if (/^==?=?$/.test(previous?.image ?? '') && tokens[1]?.image === 'action' && at === 3 && ACTIONS.has(token.image)) {
    const start = previous?.startOffset ?? 0;
    const fix = { title: `Write ${token.image}`, start, end: endOf(token), text: token.image };
    return { message: `An expected action stands without ${previous?.image}: expect action ${token.image}.`, fix };
  }
  const inList = tokens.slice(0, at).some(({ tokenType }) => tokenType === OpenList);
  if (inList && isA(previous, Text)) return inOpenList(previous, token, at + 1 === tokens.length);
  const wantsText =
    BEFORE_TEXT.test(previous?.image ?? '') ||
    (inList && (previous?.tokenType === OpenList || isA(previous, Comma))) ||
    (head === 'taken' && at === 2);
  const isValue = isA(token, Name) || token.tokenType === NumberLiteral;
  const next = tokens[at + 1];
  if (!wantsText || !isValue || (next !== undefined && next.startOffset <= endOf(token) + 1 && !isSign(next))) {
    return undefined;
  }
  if (token.image === 'null') {
    const attribute = tokens[1]?.image ?? '';
    return previous?.image === '=='
      ? { message: `Nothing is compared with null: expect ${attribute} null says that nothing is there.` }
      : { message: 'null is no text. State which value is expected, as in == "A".' };
  }
  const truth = /^(?:true|false)$/.test(token.image);
  const text = `"${truth ? token.image.charAt(0).toUpperCase() + token.image.slice(1) : token.image}"`;
  // A Boolean of SuccessFactors arrives as True or False; a constant of the mapping may be written otherwise.
  const fix: SyntaxFix = { ...replace(token, text), ...(truth ? { unsure: true } : {}) };
  return { message: `A value stands in double quotes: ${text}.`, fix };
}

const isSign = (token: IToken) => isA(token, Comma) || token.tokenType === CloseList;

function inOpenList(previous: IToken | undefined, token: IToken, atEnd: boolean): KnownMistake | undefined {
  const end = endOf(previous);
  if (isA(token, Text) || isA(token, Name)) {
    const message = `Expected , or ] after ${previous?.image}.`;
    return atEnd && !isA(token, Text) ? { message } : { message, fix: insert(end, ',') };
  }
  return undefined;
}

function inHead({ tokens, at, text }: MistakePlace, token: IToken): KnownMistake | undefined {
  const previous = tokens[at - 1];
  if (previous === undefined) return undefined;
  const rule = tokens[0]?.image;
  if ((rule === 'param' || rule === 'sample') && at === 2) {
    if (isA(token, Text)) {
      return { message: `Expected = after ${previous.image}.`, fix: insert(endOf(previous), ' =') };
    }
    if (token.image === ':') return { message: `Expected = after ${previous.image}.`, fix: replace(token, '=') };
  }
  if (rule === 'provision' && at === 2) {
    const next = tokens[at + 1];
    const between = isA(next, Name) && at + 2 === tokens.length && !/^["']/.test(token.image);
    const instead = between ? replace(token, '->') : undefined;
    const arrow = text.startsWith('=>', token.startOffset) ? replace(token, '->', 2) : instead;
    const fix = isA(token, Name) && !between ? insert(token.startOffset, '-> ') : arrow;
    return { message: `Expected -> after ${previous.image}.`, ...(fix === undefined ? {} : { fix }) };
  }
  if (rule === 'actions' && at === 1 && token.image === '{') {
    const rest = text.slice(endOf(token)).trim();
    const listed = (rest.endsWith('}') ? rest.slice(0, -1) : rest).trim().replace(/\s*,\s*/g, ', ');
    const message = 'The actions stand without braces: actions create, update.';
    if (!/^[a-z]+(?:, [a-z]+)*$/.test(listed)) return { message };
    return { message, fix: { title: `Write ${listed}`, start: token.startOffset, end: text.length, text: listed } };
  }
  if (rule === 'actions' && at > 1 && isA(token, Name)) {
    return { message: `Expected a comma after ${previous.image}.`, fix: insert(endOf(previous), ',') };
  }
  return undefined;
}
