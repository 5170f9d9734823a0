import { type Command, Option } from 'commander';
import type { Diagnostic } from '../core/analysis/check.ts';
import { SfmapError } from '../core/errors.ts';
import type { MappingFile } from '../core/language/syntax.ts';
import { type GivenFile, givenFiles } from '../core/testing/given.ts';
import { runTests, type TestResult } from '../core/testing/run-tests.ts';
import { projectError } from '../project/project-error.ts';
import { readMappingSample } from '../project/sample-file.ts';
import { eachMapping, hasDocument, resultsOf } from './each-mapping.ts';
import { parameterOptions } from './evaluation-options.ts';
import type { CliIo } from './io.ts';
import { junitReport } from './junit.ts';
import type { MappingText } from './mapping-files.ts';
import { analyse, checkFlags, type EvaluationFlags } from './surroundings.ts';
import { type TestedMapping, testsJson, testsText } from './test-report.ts';

interface TestFlags extends EvaluationFlags {
  readonly filter?: string;
  readonly format: 'text' | 'junit' | 'json';
}

/** `sfmap test FILE...`: runs the test blocks of mappings. Reads files, and nothing else of the world. */
export function registerTest(program: Command, io: CliIo): void {
  const command = program
    .command('test')
    .description('run the test blocks of mapping files')
    .argument('<file...>', 'files, folders, globs, or - for standard input');
  parameterOptions(command)
    .option('--filter <text>', 'only the tests whose name holds this text, in any letter case')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'junit', 'json']).default('text'))
    .action((files: string[], flags: TestFlags) => test(files, flags, io));
}

async function test(files: string[], flags: TestFlags, io: CliIo): Promise<void> {
  await checkFlags(flags, io);
  const handled = await eachMapping(files, io, (mapping) => testMapping(mapping, flags, io));
  const tested = resultsOf(handled).map(({ result }) => result);
  if (flags.filter !== undefined && tested.length > 0 && tested.every(({ results }) => results.length === 0)) {
    throw projectError(
      `No test has a name with ${JSON.stringify(flags.filter)} in it.`,
      'Give a part of the name of a test, or leave --filter out.',
    );
  }
  if (!hasDocument(handled)) return;
  const all = testsJson(handled.map((one) => ('error' in one ? one : one.result)));
  if (flags.format === 'json') io.out(`${JSON.stringify(all, null, 2)}\n`);
  else if (flags.format === 'junit') io.out(junitReport(all));
  else if (tested.length > 0) io.out(testsText(testsJson(tested), tested.length));
  if (all.some(({ passed }) => !passed)) io.exit(1);
}

async function testMapping(mapping: MappingText, flags: TestFlags, io: CliIo): Promise<TestedMapping> {
  const { file, model, parameters, diagnostics } = await analyse(mapping, flags, io, false);
  const files = new Map<string, GivenFile>();
  for (const name of givenFiles(model)) files.set(name, await givenFile(mapping, name));
  const wanted = flags.filter?.toLowerCase();
  const filter = wanted === undefined ? {} : { filter: (name: string) => name.toLowerCase().includes(wanted) };
  const results = runTests(model, { text: mapping.text, parameters, files, ...filter });
  return {
    mapping,
    mistakes: results.length === 0 ? [] : mistakesOf(file, diagnostics, results, wanted !== undefined),
    results,
  };
}

/** A payload that a test names. One that cannot be read is a matter of its tests, not of the command. */
async function givenFile({ path }: MappingText, name: string): Promise<GivenFile> {
  try {
    return { payload: { d: { results: await readMappingSample(path, name) } } };
  } catch (error) {
    if (error instanceof SfmapError) return { problem: error.sentence };
    throw error;
  }
}

/**
 * What is wrong with a mapping. What is wrong with a test that failed is left out, for that test says so, and with a
 * test that was not chosen.
 *
 * @param chosen Whether tests were chosen by their names.
 */
function mistakesOf(
  { blocks }: MappingFile,
  diagnostics: readonly Diagnostic[],
  results: readonly TestResult[],
  chosen: boolean,
): TestedMapping['mistakes'] {
  const left = blocks.filter(({ kind, start, end }) => {
    const own = results.filter((one) => start <= one.start && one.start < end);
    return kind === 'test' && (own.length === 0 ? chosen : own.some(({ passed }) => !passed));
  });
  return diagnostics.filter(
    (one) => one.severity === 'error' && !left.some(({ start, end }) => start <= one.start && one.start < end),
  );
}
