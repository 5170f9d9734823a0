import { EOF, type IParserErrorMessageProvider, type IToken, type TokenType } from 'chevrotain';
import {
  Arrow,
  AtMost,
  Close,
  Colon,
  Comma,
  Equals,
  Instant,
  JsonText,
  Path,
  RightArrow,
  ScopeOperator,
  wordsFor,
} from './tokens.ts';

/** How a token is quoted in a message: as it stands, shortened. */
export function quote(token: IToken): string {
  const image = token.image.replace(/\s+/gu, ' ');
  return image.length > 30 ? `${image.slice(0, 27)}…` : image;
}

const isEnd = (token: IToken) => token.tokenType === EOF;

const PAIRS = 'SuccessFactors -> EntraID, SuccessFactors -> ActiveDirectory or EntraID -> SuccessFactors';

/** What the parser says when a token is missing or one too many: in the author's words, never a token's name. */
export const messages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage({ expected, actual, previous, ruleName }) {
    return mismatch(expected, actual, previous, ruleName);
  },
  buildNotAllInputParsedMessage({ firstRedundant, ruleName }) {
    return redundant(firstRedundant, ruleName);
  },
  buildNoViableAltMessage({ actual, previous, ruleName }) {
    return nothingFits(actual[0] as IToken, previous, ruleName);
  },
  buildEarlyExitMessage({ actual, previous, ruleName }) {
    return nothingFits(actual[0] as IToken, previous, ruleName);
  },
};

function after(previous: IToken): string {
  return previous.image === '' || Number.isNaN(previous.startOffset) ? '' : ` after ${quote(previous)}`;
}

function mismatch(expected: TokenType, actual: IToken, previous: IToken, rule: string): string {
  // The name of the call is known where the tokens are: `problemOf` in parse.ts writes this message.
  if (expected === Close && rule !== 'limitEntry') return 'CALL';
  if (expected === EOF) return redundant(actual, rule);
  if (rule === 'mapping' && expected === Arrow) return `Expected <- and an expression${after(previous)}.`;
  if (expected === JsonText) return `Expected JSON such as { "department": "IT" }${after(previous)}${found(actual)}.`;
  if (rule === 'list' && isEnd(actual)) return `This list is not closed. Expected , or ]${after(previous)}.`;
  if (rule === 'taken' && isEnd(actual))
    return 'taken names a target and its value: taken mail "rita@contoso.example".';
  if (rule === 'limitEntry' && Number.isNaN(previous.startOffset)) return 'Expected a limit such as update <= 20%.';
  if (expected === AtMost) return `Expected <= and a number or a percentage${after(previous)}${found(actual)}.`;
  if (expected === Instant) return `Expected a date such as 2026-03-01${after(previous)}${found(actual)}.`;
  if (rule === 'outcome') return `Expected ${wordsFor(expected)}${after(previous)}${found(actual)}.`;
  if (expected === Equals || expected === Colon) return `Expected ${wordsFor(expected)}${after(previous)}.`;
  if (expected === Path) return `Expected a JSONPath${after(previous)}.`;
  if (rule === 'provision' && previous.image === 'provision')
    return `Expected the pair of systems after provision: ${PAIRS}.`;
  if (expected === RightArrow) return `Expected ->${after(previous)}.`;
  if (expected === ScopeOperator) return `Expected an operator such as EQUALS${after(previous)}.`;
  return `Expected ${wordsFor(expected)}${after(previous)}${found(actual)}.`;
}

function found(actual: IToken): string {
  return isEnd(actual) ? '' : `, but found ${quote(actual)}`;
}

function redundant(token: IToken, rule: string): string {
  if (rule === 'limitEntry') return `Did not expect ${quote(token)} here. A limit ends with its number or percentage.`;
  if (rule === 'expectation') {
    return `Did not expect ${quote(token)} here. An expectation says one thing; write a second expect for another.`;
  }
  if (rule === 'testHead') return `Did not expect ${quote(token)} here. A { follows the name of a test.`;
  if ((token.tokenType.CATEGORIES ?? []).includes(Comma)) return 'This comma stands outside a call.';
  if (rule === 'attributeEntry' || rule === 'replaceEntry') {
    return `A JSONPath ends at the first blank outside brackets, so ${quote(token)} does not belong to it.`;
  }
  if (rule === 'mapping') {
    return `Did not expect ${quote(token)} here. After the expression come options: match, on create, flow always, flow nulls, default.`;
  }
  return `Did not expect ${quote(token)} here.`;
}

/** What may stand after the target of an expectation. */
const CONDITIONS = '== "text", != "text", in ["a", "b"], matches "pattern", absent, null, dropped or error';

function nothingFits(actual: IToken, previous: IToken, rule: string): string {
  const but = found(actual);
  switch (rule) {
    case 'mapping':
    case 'operand':
    case 'expression':
      return `Expected an expression${after(previous)}${but}.`;
    case 'name':
      return `${expectedName(actual, previous)}${but}.`;
    case 'path':
      return `Expected a JSONPath${after(previous)}${but}.`;
    case 'actions':
      return `Expected an action${after(previous)}: create, update, disable or delete.`;
    case 'mapOption':
      return `Expected an option${after(previous)}: match, on create, flow always, flow nulls or default.`;
    case 'scopeGroup':
    case 'clause':
      return `Expected an attribute such as [department]${after(previous)}${but}.`;
    case 'attributeEntry':
      return `Expected = and a JSONPath, or : and a type${after(previous)}.`;
    case 'given':
      return `Expected a file in double quotes, the name of a sample, or JSON${after(previous)}${but}.`;
    case 'existing':
    case 'json':
      return `Expected JSON such as { "department": "IT" }${after(previous)}${but}.`;
    case 'at':
      return `Expected a date such as 2026-03-01${after(previous)}${but}.`;
    case 'expectation':
    case 'outcome':
      return `Expected a target, in scope, out of scope or action${after(previous)}${but}.`;
    case 'condition':
      return /^(?:==?|!=|<>)$/.test(previous.image)
        ? `Expected a text in double quotes, or a list of texts, after ${previous.image}${but}.`
        : `Expected ${CONDITIONS}${after(previous)}${but}.`;
    default:
      return `Did not expect ${isEnd(actual) ? 'the end' : quote(actual)}${after(previous)}.`;
  }
}

function expectedName(actual: IToken, previous: IToken): string {
  if (previous.image === 'action') return 'Expected create, update, disable, delete or none after action';
  if (previous.image === ':') return 'Expected a type such as String after :';
  if (/^[\d]/.test(actual.image)) return 'A name begins with a letter, or stands in double quotes. Expected one';
  return `Expected a name${after(previous)}`;
}
