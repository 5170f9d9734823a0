import type { Analysis } from '../../core/analysis/analyse.ts';
import { segmentOf } from '../../core/document-address.ts';
import { visible } from '../../core/mapping/display.ts';
import type { GivenFile } from '../../core/testing/given.ts';
import { runTests, type TestResult } from '../../core/testing/run-tests.ts';

/** What came out of the test of a name, or of every test where none has it (`all`). */
export function testsText(
  { model, file, parameters }: Analysis,
  files: ReadonlyMap<string, GivenFile>,
  title: string,
): string {
  const named = model.tests.filter(({ name }) => segmentOf(name) === title);
  const tests = named.length === 0 ? model.tests : named;
  if (tests.length === 0) return 'This mapping has no test. Add one: test "a name" { … }\n';
  const results = runTests({ ...model, tests }, { text: file.text, parameters, files });
  const failed = results.filter(({ passed }) => !passed).length;
  const count = `${results.length} ${results.length === 1 ? 'test' : 'tests'}`;
  return `${results.map(testText).join('\n')}\n${count}: ${results.length - failed} passed, ${failed} failed\n`;
}

function testText({ name, passed, problem, expectations, remarks }: TestResult): string {
  const lines = [
    `${passed ? '✓' : '✖'} ${name}`,
    ...(problem === undefined ? [] : [`    ${problem.message}`]),
    ...expectations.flatMap((one) => [
      `  ${one.passed ? '✓' : '✖'} ${one.expectation}`,
      ...(one.actual === undefined ? [] : [`      ${one.actual}`]),
      ...(one.read ?? []).map((read) => `        ${read}`),
    ]),
    ...remarks.map((remark) => `  · ${remark}`),
  ];
  return `${lines.map((line) => visible(line)).join('\n')}\n`;
}
