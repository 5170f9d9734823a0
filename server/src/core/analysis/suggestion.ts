import type { PlacedDeclaration, Span } from '../language/syntax.ts';
import { isSlip, nearestAttribute, nearestName } from '../nearest-name.ts';
import { editOf, type Fix } from './diagnostic.ts';
import { isRealName } from './real-names.ts';

/** What to ask of a name that nothing has, and the fixes that write the near one. */
export interface Suggestion {
  readonly question: string;
  readonly fixes: readonly Fix[];
}

type Write = (name: string) => string;
const asItIs: Write = (text) => text;

/** `Did you mean Join?` and the fix that writes it; empty when no name is near. For words of the language. */
export function suggestion(
  name: string,
  candidates: Iterable<string>,
  placed: PlacedDeclaration,
  span: Span,
  write: Write = asItIs,
): Suggestion {
  return told(nearestName(name, candidates), true, placed, span, write);
}

/**
 * As `suggestion`, for what authors and systems name: attributes, parameters, samples. Another name means another value,
 * so the fix is preferred, and made without being looked at, only for what is surely a slip.
 */
export function nameSuggestion(
  name: string,
  candidates: Iterable<string>,
  placed: PlacedDeclaration,
  span: Span,
  write: Write = asItIs,
): Suggestion {
  const nearest = nearestAttribute(name, candidates);
  return told(nearest, nearest !== undefined && isSurelyMeant(name, nearest), placed, span, write);
}

/** Not where the name that stands there is one that a system has: the author may mean that one. */
function isSurelyMeant(name: string, nearest: string): boolean {
  return isSlip(name, nearest) && (name.toLowerCase() === nearest.toLowerCase() || !isRealName(name));
}

function told(
  nearest: string | undefined,
  preferred: boolean,
  placed: PlacedDeclaration,
  span: Span,
  write: Write,
): Suggestion {
  if (nearest === undefined) return { question: '', fixes: [] };
  const edits = [editOf(placed, span, write(nearest))];
  return {
    question: ` Did you mean ${write(nearest)}?`,
    fixes: [{ title: `Write ${write(nearest)}`, ...(preferred ? { preferred } : {}), edits }],
  };
}
