import type { Analysis } from '../core/analysis/analyse.ts';
import { absoluteSpan, occurrencesIn } from '../core/analysis/symbols.ts';
import type { Span } from '../core/language/syntax.ts';
import { visible } from '../core/mapping/display.ts';

/** The name of a file that can be opened. */
export interface FileLink extends Span {
  /** Relative to the mapping, as it is written. */
  readonly path: string;
  readonly tooltip: string;
}

/** The files that `sample` and `given` name. */
export function links({ file }: Analysis): FileLink[] {
  const found: FileLink[] = [];
  for (const placed of file.declarations) {
    const { kind } = placed.declaration;
    if (kind !== 'sample' && kind !== 'given') continue;
    for (const one of occurrencesIn(file, placed)) {
      const path = one.symbol.name;
      if (one.symbol.kind !== 'file' || path === '') continue;
      const what = kind === 'sample' ? 'Open the sample' : 'Open the person of this test';
      found.push({ ...absoluteSpan(placed, one), path, tooltip: `${what}: ${visible(path)}` });
    }
  }
  return found;
}
