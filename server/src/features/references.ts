import type { Analysis } from '../core/analysis/analyse.ts';
import { absoluteSpan, declaringOccurrences, occurrencesOf, symbolAt } from '../core/analysis/symbols.ts';
import type { Span } from '../core/language/syntax.ts';

/** All places of the name at an offset, in written order; without its declaration where that is not wanted. */
export function references({ file }: Analysis, offset: number, withDeclaration: boolean): Span[] {
  const found = symbolAt(file, offset);
  if (found === undefined) return [];
  const all = occurrencesOf(file, found.symbol);
  const left = new Set(withDeclaration ? [] : declaringOccurrences(all));
  return all.filter((one) => !left.has(one)).map((one) => absoluteSpan(one.placed, one));
}
