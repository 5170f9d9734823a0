import type { Analysis } from '../core/analysis/analyse.ts';
import type { TextEdit } from '../core/analysis/check.ts';
import { formatMapping } from '../core/formatting/format-mapping.ts';
import { whitespaceEdits } from '../core/formatting/whitespace-edits.ts';

/** What brings a file into its usual form; nothing when it has it. */
export function formatting({ file }: Analysis): TextEdit[] {
  return whitespaceEdits(file.text, formatMapping(file.text, file));
}
