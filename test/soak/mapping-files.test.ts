import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Analysis } from '../../server/src/core/analysis/analyse.ts';
import type { Diagnostic } from '../../server/src/core/analysis/check.ts';
import { formatMapping, layOut } from '../../server/src/core/formatting/format-mapping.ts';
import { whitespaceEdits } from '../../server/src/core/formatting/whitespace-edits.ts';
import { parseMapping } from '../../server/src/core/language/parse.ts';
import { applyEdits } from '../../server/src/core/refactoring/apply-edits.ts';
import { mutatedFile, wholeFiles } from '../support/mutated-files.ts';
import { soak } from '../support/soak.ts';
import { WorkMeter } from '../support/work-meter.ts';

const HOUR = 3_600_000;

/** What diagnostics say, without their places. */
const said = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ code, severity, message }) => `${severity} ${code} ${message}`).sort();

function expectInside(diagnostics: readonly Diagnostic[], text: string): void {
  for (const { start, end, fixes } of diagnostics) {
    for (const span of [{ start, end }, ...fixes.flatMap(({ edits }) => edits)]) {
      if (span.start < 0 || span.end < span.start || span.end > text.length) expect(span).toBe('inside the text');
    }
  }
}

describe('soak: changed mapping files', () => {
  const { numRuns, seed } = soak(300, 100_000);
  const known = new Map(wholeFiles.map((text) => [text, new Analysis(text)]));
  let unformatted = 0;

  it(`are read, checked and formatted (${numRuns} files, seed ${seed})`, { timeout: HOUR }, () => {
    fc.assert(
      fc.property(mutatedFile, ({ before, text }) => {
        const analysis = new Analysis(text);
        const { file, diagnostics } = analysis;
        expectInside(diagnostics, text);
        // What is taken from the file before it was changed is what reading it anew gives.
        const edited = parseMapping(text, known.get(before)?.file);
        if (!isDeepStrictEqual(edited, file)) expect(edited).toEqual(file);

        const formatted = formatMapping(text, file);
        expect(formatMapping(formatted)).toBe(formatted);
        expect(applyEdits(text, whitespaceEdits(text, formatted))).toBe(formatted);
        if (formatted === text) {
          const laidOut = layOut(file);
          expect(laidOut).toBeDefined();
          if (laidOut !== text) unformatted++;
        } else expect(said(new Analysis(formatted).diagnostics)).toEqual(said(diagnostics));
      }),
      { numRuns, seed },
    );
    // A file whose usual form would say something else is left alone; that must stay the exception.
    expect(unformatted).toBeLessThanOrEqual(numRuns / 500);
  });
});

describe('soak: work', () => {
  const meter = new WorkMeter();
  const { numRuns, seed } = soak(60, 1_500);
  beforeAll(() => meter.start());
  afterAll(() => meter.stop());

  /** What reading, checking and formatting a text costs, in blocks of code that run. */
  const workOf = (text: string) =>
    meter.of(() => {
      const analysis = new Analysis(text);
      expect(analysis.diagnostics).toBeDefined();
      expect(formatMapping(text, analysis.file)).toBeDefined();
    });

  /** As often a file is repeated; its work may grow twice as fast as its length, and has a start to pay for. */
  const TIMES = 16;
  const START = 20_000;

  it(`grows no faster than the text (${numRuns} files, seed ${seed})`, { timeout: HOUR }, async () => {
    for (const { text } of fc.sample(mutatedFile, { numRuns, seed })) {
      const once = await workOf(text);
      const often = await workOf(`${text}\n`.repeat(TIMES));
      // The meter runs: no text costs nothing.
      expect(once).toBeGreaterThan(Math.min(50, text.length / 10));
      if (often > once * TIMES * 2 + START) expect({ text, once, often }).toBe('linear');
    }
  });
});
