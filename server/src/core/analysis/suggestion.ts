import type { PlacedDeclaration, Span } from '../language/syntax.ts';
import { nearestName } from '../nearest-name.ts';
import { editOf, type Fix } from './diagnostic.ts';

/** `Did you mean department?` and the fix that writes it; empty when no name is near. */
export function suggestion(
  name: string,
  candidates: Iterable<string>,
  placed: PlacedDeclaration,
  span: Span,
  write: (name: string) => string = (text) => text,
): { readonly question: string; readonly fixes: readonly Fix[] } {
  const nearest = nearestName(name, candidates);
  if (nearest === undefined) return { question: '', fixes: [] };
  return {
    question: ` Did you mean ${write(nearest)}?`,
    fixes: [{ title: `Write ${write(nearest)}`, preferred: true, edits: [editOf(placed, span, write(nearest))] }],
  };
}
