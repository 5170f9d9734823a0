import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import type { OutlineEntry } from '../../server/src/core/analysis/outline.ts';
import { occurrencesIn, symbolAt } from '../../server/src/core/analysis/symbols.ts';
import type { Span } from '../../server/src/core/language/syntax.ts';
import { applyEdits } from '../../server/src/core/refactoring/apply-edits.ts';
import { definition } from '../../server/src/features/definition.ts';
import { documentSymbols } from '../../server/src/features/document-symbols.ts';
import { folding } from '../../server/src/features/folding.ts';
import { highlight } from '../../server/src/features/highlight.ts';
import { links } from '../../server/src/features/links.ts';
import { references } from '../../server/src/features/references.ts';
import { rename } from '../../server/src/features/rename.ts';
import { selectionRange } from '../../server/src/features/selection-range.ts';
import { semanticTokens } from '../../server/src/features/semantic-tokens.ts';
import { examplePerson } from '../support/example-people.ts';
import { mutatedFile } from '../support/mutated-files.ts';

const sample = { label: 'Rita', payload: examplePerson('rehire') };

/** Everything that has a place, of every feature. */
function everyPlace(analysis: Analysis, offset: number): Span[] {
  const outlined = (entries: readonly OutlineEntry[]): Span[] =>
    entries.flatMap((entry) => [entry, entry.selection, ...outlined(entry.children)]);
  const defined = definition(analysis, offset);
  return [
    ...(defined === undefined ? [] : [defined.origin]),
    ...(defined?.targets.flatMap((one) => (one.kind === 'declaration' ? [one.whole, one.name] : [])) ?? []),
    ...references(analysis, offset, true),
    ...highlight(analysis, offset),
    ...outlined(documentSymbols(analysis)),
    ...folding(analysis),
    ...selectionRange(analysis, offset),
    ...links(analysis),
    ...semanticTokens(analysis).flatMap(({ placed, tokens }) =>
      tokens.map(({ start, end }) => ({ start: placed.offset + start, end: placed.offset + end })),
    ),
  ];
}

it('whatever is written, every answer has its place in the text', () => {
  fc.assert(
    fc.property(mutatedFile, fc.nat(), ({ text }, at) => {
      const offset = at % (text.length + 1);
      for (const { start, end } of everyPlace(new Analysis(text, { sample }), offset)) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 300 },
  );
});

it('after an edit names and colours are those of a fresh start', () => {
  const seen = (analysis: Analysis) =>
    semanticTokens(analysis).map(({ placed, tokens }) => [placed.offset, tokens, occurrencesIn(analysis.file, placed)]);
  fc.assert(
    fc.property(mutatedFile, ({ before, text }) => {
      const first = new Analysis(before);
      seen(first);
      expect(seen(first.withText(text))).toEqual(seen(new Analysis(text)));
    }),
    { numRuns: 200 },
  );
});

/** A name that may stand in a file by mistake, and that no renaming gives. */
const NOBODY_GIVES = /^$|\p{Cc}|^\s|\s$|\{\{.*\}\}/u;

it('a name that is renamed means the same at every place, and back it is the text of before', () => {
  let renamed = 0;
  fc.assert(
    fc.property(mutatedFile, fc.nat(), ({ text }, at) => {
      const analysis = new Analysis(text);
      const all = analysis.file.declarations.flatMap((placed) =>
        occurrencesIn(analysis.file, placed).flatMap((one) =>
          one.role === 'declaration' ? [placed.offset + one.start] : [],
        ),
      );
      const offset = all[at % Math.max(1, all.length)];
      const found = offset === undefined ? undefined : rename(analysis, offset, 'freshName');
      if (found === undefined || 'refused' in found || offset === undefined) return;
      renamed++;
      const changed = applyEdits(text, found.edits);
      const after = new Analysis(changed);
      const place = changed.indexOf('freshName', Math.min(...found.edits.map(({ start }) => start)));
      expect(symbolAt(after.file, place)?.symbol).toEqual({ kind: found.symbol.kind, name: 'freshName' });
      // A word in a line that cannot be read may be meant as the name, or not; and a quote that is missing is put.
      const codes = (one: Analysis) => one.diagnostics.map(({ code }) => code).sort();
      if (codes(analysis).some((code) => code.startsWith('SFM10'))) return;
      expect(codes(after)).toEqual(codes(analysis));
      const back = rename(after, place, found.symbol.name);
      if ('refused' in back) expect(found.symbol.name).toMatch(NOBODY_GIVES);
      else expect(applyEdits(changed, back.edits)).toBe(text);
    }),
    { numRuns: 300 },
  );
  expect(renamed).toBeGreaterThan(30);
});
