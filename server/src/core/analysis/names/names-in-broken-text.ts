import type { IToken } from 'chevrotain';
import { readName } from '../../language/literals.ts';
import type { BlockKind, Name } from '../../language/syntax.ts';
import * as T from '../../language/tokens.ts';
import { namesInPath } from './names-in-path.ts';
import { attributeName, writtenName } from './names-in-tree.ts';
import type { Occurrence, SymbolKind } from './occurrence.ts';

const MODES: Readonly<Record<BlockKind | 'file', T.LexerMode>> = {
  source: 'entries',
  target: 'entries',
  scope: 'scope',
  limits: 'limits',
  map: 'map',
  test: 'test',
  file: 'file',
};

/** The names in a declaration with a mistake, by its words alone: the tree of it may lack what stands behind the mistake. */
export function namesInBrokenText(source: string, block: BlockKind | 'file'): Occurrence[] {
  const { tokens } = T.tokenize(source, MODES[block]);
  const found: Occurrence[] = [];
  const add = (name: Name, kind: SymbolKind, role: Occurrence['role'] = 'read') =>
    found.push(writtenName(name, source, kind, role));
  const first = tokens[0];
  if (first !== undefined && isName(first)) {
    const { name } = readName(first);
    if (block === 'map' && tokens[1]?.tokenType === T.Arrow) add(name, 'target', 'write');
    const declares = tokens[1]?.tokenType === T.Equals || tokens[1]?.tokenType === T.Colon;
    if ((block === 'source' || block === 'target') && declares) add(name, block, 'declaration');
  }
  for (const [i, token] of tokens.entries()) {
    const span = { start: token.startOffset, end: token.startOffset + token.image.length };
    if (token.tokenType === T.ClosedAttribute) found.push(attributeName({ name: token.image.slice(1, -1), ...span }));
    else if (token.tokenType === T.UnclosedAttribute && token.image.length > 1)
      found.push(attributeName({ name: token.image.slice(1), ...span }));
    else if (token.tokenType === T.Path)
      found.push(...namesInPath({ text: token.image, quoted: false, ...span }, source));
    else if (block === 'map' && isName(token) && tokens[i + 1]?.tokenType === T.Open)
      add({ text: token.image, ...span }, 'function');
  }
  return found;
}

function isName({ tokenType }: IToken): boolean {
  return tokenType === T.Name || (tokenType.CATEGORIES ?? []).includes(T.Name);
}
