import { EOF, type IParserErrorMessageProvider, type IToken, type TokenType } from 'chevrotain';
import { Arrow, Close, Colon, Comma, Equals, Path, RightArrow, ScopeOperator, wordsFor } from './tokens.ts';

/** How a token is quoted in a message: as it stands, shortened. */
export function quote(token: IToken): string {
  const image = token.image.replace(/\s+/gu, ' ');
  return image.length > 30 ? `${image.slice(0, 27)}…` : image;
}

const isEnd = (token: IToken) => token.tokenType === EOF;

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
  if (expected === Close) return 'CALL';
  if (expected === EOF) return redundant(actual, rule);
  if (rule === 'mapping' && expected === Arrow) return `Expected <- and an expression${after(previous)}.`;
  if (expected === Equals || expected === Colon) return `Expected ${wordsFor(expected)}${after(previous)}.`;
  if (expected === Path) return `Expected a JSONPath${after(previous)}.`;
  if (expected === RightArrow) return `Expected ->${after(previous)}.`;
  if (expected === ScopeOperator) return `Expected an operator such as EQUALS${after(previous)}.`;
  const found = isEnd(actual) ? '' : `, but found ${quote(actual)}`;
  return `Expected ${wordsFor(expected)}${after(previous)}${found}.`;
}

function redundant(token: IToken, rule: string): string {
  if ((token.tokenType.CATEGORIES ?? []).includes(Comma)) return 'This comma stands outside a call.';
  if (rule === 'attributeEntry' || rule === 'replaceEntry') {
    return `A JSONPath ends at the first blank outside brackets, so ${quote(token)} does not belong to it.`;
  }
  if (rule === 'mapping') {
    return `Did not expect ${quote(token)} here. After the expression come options: match, on create, flow always, flow nulls, default.`;
  }
  return `Did not expect ${quote(token)} here.`;
}

function nothingFits(actual: IToken, previous: IToken, rule: string): string {
  const found = isEnd(actual) ? '' : `, but found ${quote(actual)}`;
  switch (rule) {
    case 'mapping':
    case 'operand':
    case 'expression':
      return `Expected an expression${after(previous)}${found}.`;
    case 'name':
      return `${expectedName(actual, previous)}${found}.`;
    case 'path':
      return `Expected a JSONPath${after(previous)}${found}.`;
    case 'actions':
      return `Expected an action${after(previous)}: create, update, disable or delete.`;
    case 'mapOption':
      return `Expected an option${after(previous)}: match, on create, flow always, flow nulls or default.`;
    case 'scopeGroup':
    case 'clause':
      return `Expected an attribute such as [department]${after(previous)}${found}.`;
    case 'attributeEntry':
      return `Expected = and a JSONPath, or : and a type${after(previous)}.`;
    default:
      return `Did not expect ${isEnd(actual) ? 'the end' : quote(actual)}${after(previous)}.`;
  }
}

function expectedName(actual: IToken, previous: IToken): string {
  if (previous.image === ':') return 'Expected a type such as String after :';
  if (/^[\d]/.test(actual.image)) return 'A name begins with a letter, or stands in double quotes. Expected one';
  return `Expected a name${after(previous)}`;
}
