import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/refactoring/apply-edits.ts';
import { codeActions, lateEdits } from '../../server/src/features/code-actions.ts';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import { hover } from '../../server/src/features/hover.ts';
import { inlayValues } from '../../server/src/features/inlay-values.ts';
import { preview } from '../../server/src/features/preview.ts';
import { analysisFor, examplePerson, inboundExample } from '../support/example-people.ts';

const writeback = readFileSync(
  join(import.meta.dirname, '..', '..', 'examples', 'writeback', 'scenario-4.sfmap'),
  'utf8',
);
const rehire = examplePerson('rehire');
const user = {
  employeeId: '100401',
  mail: 'rita.okafor@contoso.example',
  businessPhones: ['+1 555 0100'],
  mobilePhone: null,
};

const piece = fc.oneof(
  fc.constantFrom(
    '(', ')', '[', ']', '{', '}', '"', "'", '\\', '{{', '}}', '//', '/*', '*/', '<-', '->', '=', ':', ',', '\n', '\r\n',
    'map {', 'source {', 'replace $.a -> $.b', 'IIF(', '[department]', '$.employmentNav.results[0]', '[?(@.x == ', '😀', '\ufeff', '\u00a0',
  ), // biome-ignore format: a list
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
/** One of the examples, some of it cut out and something put in, a few times. */
const texts = fc
  .tuple(
    fc.constantFrom(inboundExample(), writeback),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 60 }), piece), { maxLength: 6 }),
  )
  .map(([text, changes]) =>
    changes.reduce((changed, [at, length, put]) => {
      const start = at % (changed.length + 1);
      return changed.slice(0, start) + put + changed.slice(start + length);
    }, text),
  );

it('whatever is written, every feature answers, and with places of the text', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat({ max: 200 }), fc.constantFrom(rehire, user), (text, at, length, person) => {
      const analysis = analysisFor(text, person);
      const start = at % (text.length + 1);
      const end = Math.min(text.length, start + length);
      const inside = (span: { start: number; end: number }) => {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(text.length);
      };
      for (const diagnostic of diagnostics(analysis, 'The payload does not exist.')) inside(diagnostic);
      for (const { at: place, label } of inlayValues(analysis, { start: 0, end: text.length })) {
        inside({ start: place, end: place });
        expect(label).not.toMatch(/[\p{Cc}]/u);
      }
      const told = hover(analysis, start);
      if (told !== undefined) {
        inside(told);
        expect(told.start <= start && start <= told.end).toBe(true);
        expect(told.lines.length).toBeGreaterThan(0);
      }
      for (const { edits, title, late } of codeActions(analysis, { start, end })) {
        // To mend a whole file is work: fix-all has tests of its own.
        const made = late?.make === 'test' ? lateEdits(analysis, late) : edits;
        made.forEach(inside);
        expect(title).not.toBe('');
        if (late?.make !== 'fix-all') expect(applyEdits(text, made)).not.toBe(text);
      }
      expect(preview(analysis).text.endsWith('\n')).toBe(true);
    }),
    { numRuns: 300 },
  );
});
