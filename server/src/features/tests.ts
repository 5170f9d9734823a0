import type { Analysis } from '../core/analysis/analyse.ts';
import type { TextEdit } from '../core/analysis/diagnostic.ts';
import type { Span } from '../core/language/syntax.ts';
import { addTest, sampleInFile } from '../core/refactoring/add-test.ts';
import type { GivenFile } from '../core/testing/given.ts';
import { type ExpectationResult, runTests, type TestResult } from '../core/testing/run-tests.ts';

/** A test of a mapping and where its head stands. */
export interface TestItem extends Span {
  readonly name: string;
}

/** Why a test failed at a place. */
export interface TestFailure extends Span {
  readonly message: string;
  readonly difference?: ExpectationResult['difference'];
}

/** How a test went. */
export interface TestOutcome extends TestItem {
  readonly passed: boolean;
  readonly failures: readonly TestFailure[];
  readonly remarks: readonly string[];
}

/** The tests of a mapping in the order of the text. */
export function testItems({ model }: Analysis): TestItem[] {
  return model.tests.map(({ name, placed }) => ({
    name,
    start: placed.offset,
    end: placed.offset + placed.declaration.end,
  }));
}

/**
 * Runs tests of a mapping.
 *
 * @param files What they name, as it was read.
 * @param names Only the tests of these names; all where it is left out.
 */
export function runTestItems(
  { model, file, parameters }: Analysis,
  files: ReadonlyMap<string, GivenFile>,
  names?: readonly string[],
): TestOutcome[] {
  const wanted = names && new Set(names);
  const filter = wanted === undefined ? {} : { filter: (name: string) => wanted.has(name) };
  return runTests(model, { text: file.text, parameters, files, ...filter }).map((result) => ({
    name: result.name,
    start: result.start,
    end: result.end,
    passed: result.passed,
    failures: failuresOf(result),
    remarks: result.remarks,
  }));
}

function failuresOf({ problem, expectations }: TestResult): TestFailure[] {
  if (problem !== undefined) return [problem];
  return expectations
    .filter(({ passed }) => !passed)
    .map(({ start, end, expectation, actual, read, difference }) => ({
      start,
      end,
      message: [expectation, actual ?? '', ...(read ?? []).map((line) => `  ${line}`)].join('\n'),
      ...(difference === undefined ? {} : { difference }),
    }));
}

/** A test that expects what the sample person gets now, as edits of the file; or why there can be none. */
export function recordTest(analysis: Analysis): { readonly edits: readonly TextEdit[] } | { readonly problem: string } {
  if (analysis.sample === undefined) {
    return { problem: 'There is no sample person to record. Add one to the file: sample rita = "people/rita.json".' };
  }
  if (sampleInFile(analysis) === undefined) {
    const who = 'The values are those of a person who was fetched, and personal data is not written into a file.';
    return { problem: `${who} Go back to a sample of the file (sfmap: Use Sample File), and record that one.` };
  }
  const edits = addTest(analysis);
  return edits.length > 0 ? { edits } : { problem: 'Nothing is mapped yet, so there is nothing to expect.' };
}
