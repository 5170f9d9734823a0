import type { Analysis } from '../core/analysis/analyse.ts';
import { type OutlineEntry, outline } from '../core/analysis/outline.ts';

/** The outline of a mapping: blocks with their declarations, tests with their lines. */
export function documentSymbols({ file }: Analysis): readonly OutlineEntry[] {
  return outline(file);
}
