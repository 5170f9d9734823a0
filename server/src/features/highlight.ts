import type { Analysis } from '../core/analysis/analyse.ts';
import { absoluteSpan, occurrencesOf, symbolAt } from '../core/analysis/symbols.ts';
import type { Span } from '../core/language/syntax.ts';

/** A place of the name under the cursor. */
export interface Highlight extends Span {
  /** Whether the name gets its meaning or its value here. */
  readonly writes: boolean;
}

/** All places of the name at an offset. */
export function highlight({ file }: Analysis, offset: number): Highlight[] {
  const found = symbolAt(file, offset);
  if (found === undefined) return [];
  return occurrencesOf(file, found.symbol).map((one) => ({
    ...absoluteSpan(one.placed, one),
    writes: one.role !== 'read',
  }));
}
