import type { MapDeclaration, PlacedDeclaration, Span } from '../language/syntax.ts';
import { attributesOf } from '../language/walk.ts';
import { isExpression } from './bind.ts';
import { isConstant, quotedText } from './expression-constants.ts';

/** Words for a source that tells nobody from anybody else, and where it stands; undefined for one that reads something. */
export function sameForEverybody({
  declaration,
  problems,
}: PlacedDeclaration<MapDeclaration>): { readonly words: string; readonly span: Span } | undefined {
  const { source } = declaration;
  if (source === undefined || problems.length > 0) return undefined;
  if (source.kind === 'none') return { words: 'none gives no value', span: source };
  // A text with parameters is the same for everybody too.
  if (!isExpression(source) || attributesOf(source).size > 0) return undefined;
  if (source.kind === 'string') return { words: `${quotedText(source.value)} is the same for everybody`, span: source };
  if ((source.kind === 'number' || source.kind === 'call') && isConstant(source))
    return { words: 'This value is the same for everybody', span: source };
  return undefined;
}
