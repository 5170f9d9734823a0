import type { TestResult } from '../core/testing/run-tests.ts';
import { LineMap } from './line-column.ts';
import type { MappingText, UnreadMapping } from './mapping-files.ts';

/** The tests of one mapping, and what of the mapping itself could not be read. */
export interface TestedMapping {
  readonly mapping: MappingText;
  readonly mistakes: readonly { readonly start: number; readonly code: string; readonly message: string }[];
  readonly results: readonly TestResult[];
}

/** A place in a file, both from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** One test as `sfmap test --format json` prints it. */
export interface TestJson extends Place {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
  readonly problem?: Place & { readonly message: string };
  readonly expectations: readonly (Place & {
    readonly expectation: string;
    readonly passed: boolean;
    readonly actual?: string;
    readonly read?: readonly string[];
  })[];
  readonly remarks: readonly string[];
}

/**
 * The tests with lines and columns. What could not be read of a mapping comes first, as a test that failed; of a mapping
 * that could not be read at all it is the only one.
 */
export function testsJson(tested: readonly (TestedMapping | UnreadMapping)[]): readonly TestJson[] {
  return tested.flatMap((one) => {
    if ('error' in one) return [unreadJson(one)];
    const {
      mapping: { name: file, text },
      mistakes,
      results,
    } = one;
    const lines = new LineMap(text);
    const unread = mistakes.slice(0, 1).map(({ start, code, message }): TestJson => {
      const problem = { ...lines.place(start), message: `${code} ${message}` };
      const { line, column } = problem;
      return { file, name: UNREAD, line, column, passed: false, problem, expectations: [], remarks: [] };
    });
    const tests = results.map(({ name, start, passed, problem, expectations, remarks }): TestJson => {
      return {
        file,
        name,
        ...lines.place(start),
        passed,
        ...(problem === undefined ? {} : { problem: { ...lines.place(problem.start), message: problem.message } }),
        expectations: expectations.map((one) => ({
          ...lines.place(one.start),
          expectation: one.expectation,
          passed: one.passed,
          ...(one.actual === undefined ? {} : { actual: one.actual }),
          ...(one.read === undefined || one.read.length === 0 ? {} : { read: one.read }),
        })),
        remarks,
      };
    });
    return [...unread, ...tests];
  });
}

const UNREAD = 'the mapping has no error';

function unreadJson({ name: file, error }: UnreadMapping): TestJson {
  const place = { line: 1, column: 1 };
  const problem = { ...place, message: error.sentence };
  return { file, name: 'the mapping can be read', ...place, passed: false, problem, expectations: [], remarks: [] };
}

/** The tests as text: a line a test, and below one that failed the place of each expectation that does not hold. */
export function testsText(tests: readonly TestJson[], files: number): string {
  const byFile = Map.groupBy(tests, ({ file }) => file);
  const blocks = [...byFile].map(([file, own]) => `${file}\n${own.map(testText).join('')}\n`);
  const failed = tests.filter(({ passed }) => !passed).length;
  const total =
    tests.length === 0
      ? `There are no tests in ${plural(files, 'file')}.`
      : `${plural(tests.length, 'test')}: ${tests.length - failed} passed, ${failed} failed`;
  return `${blocks.join('')}${total}\n`;
}

function testText({ file, name, passed, problem, expectations, remarks }: TestJson): string {
  const lines = [`  ${passed ? '✓' : '✖'} ${oneLine(name)}`];
  for (const line of failures({ file, problem, expectations })) lines.push(`      ${line}`);
  for (const remark of remarks) lines.push(`    · ${oneLine(remark)}`);
  return `${lines.join('\n')}\n`;
}

/** What failed in a test, a line each. */
export function failures({
  file,
  problem,
  expectations,
}: Pick<TestJson, 'file' | 'expectations'> & { readonly problem?: TestJson['problem'] }): readonly string[] {
  const place = ({ line, column }: Place) => `${file}:${line}:${column}`;
  if (problem !== undefined) return [`${place(problem)} ${oneLine(problem.message)}`];
  return expectations
    .filter((one) => !one.passed)
    .flatMap((one) => [
      `${place(one)} ${oneLine(one.expectation)}`,
      `  ${oneLine(one.actual ?? '')}`,
      ...(one.read ?? []).map((read) => `    ${oneLine(read)}`),
    ]);
}

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Nothing of a mapping or a payload may steer a terminal. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '·');
