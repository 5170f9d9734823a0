import type { IToken, TokenType } from 'chevrotain';
import { late } from '../late.ts';
import { nearestName } from '../nearest-name.ts';
import type { Slice } from './cut.ts';
import { readName } from './literals.ts';
import type { DeclaredName } from './syntax.ts';
import { Name, Param, Path, Provision, Replace, RightArrow, Sample, Text, UnclosedText } from './tokens.ts';

/**
 * What a declaration declares that cannot be read, as far as its first words tell: `param domain = contoso` declares
 * domain, whatever is wrong behind it. So its own mistake is told, and none at the places that use the name. Undefined
 * where the words name nothing, as in a scope or a test.
 *
 * @param tokens The first ones of the declaration; two are enough.
 */
export function declaredName(tokens: readonly IToken[], block: Slice['block']): DeclaredName | undefined {
  const [first, second] = tokens;
  switch (block) {
    case 'map':
      return first?.tokenType === UnclosedText
        ? behindSign(first, second, tokens[2])
        : (named('map', first) ?? behindSign(first, second, tokens[2]));
    case 'source':
      return isReplace(first, second) ? undefined : named('source', first);
    case 'target':
      return named('target', first);
    case 'file':
      return inHead(first, second);
    default:
      return undefined;
  }
}

/** Outside of blocks the first word is a keyword; a line that is there by mistake declares what it would in its block. */
function inHead(first: IToken | undefined, second: IToken | undefined): DeclaredName | undefined {
  switch (first?.tokenType) {
    case Provision:
      return { kind: 'provision' };
    case Param:
      return named('param', second);
    case Sample:
      return named('sample', second);
    default:
      if (second?.image === '=' || second?.image === ':') return named('entry', first);
      if (first !== undefined && nearestName(first.image, ['param', 'sample']) === 'param')
        return named('param', second);
      return second?.image.startsWith('<') === true ? named('map', first) : undefined;
  }
}

const SIGN_AND_NAME = late(() => /^["'[(\s]+([\p{L}_][\p{L}\p{N}_.-]*?)"?\]?\s*<-/u);

/** `( jobTitle <- …`, `[ jobTitle <- …`, `" jobTitle <- …`: a sign before a target does not hide it. */
function behindSign(
  first: IToken | undefined,
  second: IToken | undefined,
  third: IToken | undefined,
): DeclaredName | undefined {
  if (first === undefined) return undefined;
  const text = SIGN_AND_NAME().exec(first.image)?.[1];
  if (text === undefined) return third?.image.startsWith('<') === true ? named('map', second) : undefined;
  const start = first.startOffset + first.image.indexOf(text);
  return { kind: 'map', name: { text, start, end: start + text.length } };
}

/** `replace = $.x` declares an attribute of that name. */
function isReplace(first: IToken | undefined, second: IToken | undefined): boolean {
  return first?.tokenType === Replace && (second?.tokenType === Path || second?.tokenType === RightArrow);
}

function named(kind: Exclude<DeclaredName['kind'], 'provision'>, token: IToken | undefined): DeclaredName | undefined {
  if (token === undefined || !(isA(token, Name) || isA(token, Text))) return undefined;
  return { kind, name: readName(token).name };
}

const isA = ({ tokenType }: IToken, type: TokenType) =>
  tokenType === type || (tokenType.CATEGORIES ?? []).includes(type);
