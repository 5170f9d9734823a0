import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../server/src/core/analysis/analyse.ts';
import { formatMapping, layOut } from '../../../server/src/core/formatting/format-mapping.ts';
import { whitespaceEdits } from '../../../server/src/core/formatting/whitespace-edits.ts';
import { parseMapping } from '../../../server/src/core/language/parse.ts';
import type { MappingFile } from '../../../server/src/core/language/syntax.ts';
import { applyEdits } from '../../../server/src/core/refactoring/apply-edits.ts';
import { anyMapping } from './support/any-mapping.ts';

/** Keys of places, and of what repeats the text. */
const PLACES = new Set([
  'start',
  'end',
  'open',
  'close',
  'commas',
  'nameSpan',
  'offset',
  'text',
  'keyword',
  'comments',
]);
/** All of a tree but its places and the text itself. Names and paths have their text under the same key. */
function treeOf(value: unknown, top = true): unknown {
  if (Array.isArray(value)) return value.map((one) => treeOf(one, false));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !PLACES.has(key) || (key === 'text' && !top))
      .map(([key, one]) => [key, treeOf(one, false)]),
  );
}

const commentsOf = ({ comments, text }: MappingFile) =>
  comments.map(
    ({ start, end, kind }) =>
      `${kind} ${text
        .slice(start, end)
        .replace(/[ \t]+$/gm, '')
        .replace(/\s*\r?\n\s*/g, '\n')}`,
  );

/** The characters that are no blanks, in any order, for commas go before comments: also how a number is written. */
const charactersOf = (text: string) => [...text.replace(/\s/g, '')].sort().join('');

/** What diagnostics say, in the order of the text. */
const said = (text: string) =>
  new Analysis(text).diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`);

describe('any mapping file', () => {
  it('keeps its tree, its comments and its diagnostics, and is formatted once and for all', {
    timeout: 120_000,
  }, () => {
    let changed = 0;
    fc.assert(
      fc.property(anyMapping, (text) => {
        const file = parseMapping(text);
        const formatted = formatMapping(text, file);
        // The layout itself is right: nothing has to be given up.
        expect(layOut(file)).toBe(formatted);
        const again = parseMapping(formatted);
        expect(treeOf(again)).toEqual(treeOf(file));
        expect(charactersOf(formatted)).toBe(charactersOf(text));
        expect(commentsOf(again)).toEqual(commentsOf(file));
        expect(formatMapping(formatted)).toBe(formatted);
        expect(applyEdits(text, whitespaceEdits(text, formatted))).toBe(formatted);
        expect(said(formatted)).toEqual(said(text));
        if (formatted !== text) changed++;
      }),
      { numRuns: 400 },
    );
    expect(changed).toBeGreaterThan(300);
  });

  it('has no blanks at the ends of its lines', () => {
    fc.assert(
      fc.property(anyMapping, (text) => {
        for (const line of formatMapping(text).split(/\r?\n/)) expect(line).not.toMatch(/\S[ \t]+$/);
      }),
      { numRuns: 100 },
    );
  });
});
