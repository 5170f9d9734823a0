import type { Analysis } from '../core/analysis/analyse.ts';
import type { BlockKind, Span } from '../core/language/syntax.ts';
import { outcomeCounts } from '../core/mapping/person-heading.ts';
import { fieldsRead } from '../core/query/fields-read.ts';
import { personQuery } from '../core/query/person-query.ts';
import type { GivenFile } from '../core/testing/given.ts';
import { runTests } from '../core/testing/run-tests.ts';

/** What a lens does when it is chosen. */
export type LensAction = 'show values' | 'show query' | 'show test' | 'run test';

/** A line above a block: what it says, and what choosing it does. */
export interface CodeLens extends Span {
  readonly action: LensAction;
  /** Undefined for a test: its state is found out only for lenses that are seen. */
  readonly title?: string;
  readonly tooltip?: string;
  /** The name of the test. */
  readonly test?: string;
}

/** The lenses of a file: how much of `map` has a value, the size of the query above `source`, each test. */
export function codeLenses(analysis: Analysis): CodeLens[] {
  const { model } = analysis;
  const tests = model.tests.flatMap(({ placed, name }): CodeLens[] => {
    const span = { start: placed.offset, end: placed.offset + placed.declaration.end };
    return [
      { ...span, action: 'show test', test: name },
      { ...span, action: 'run test', title: 'Run', tooltip: 'Run the test and read its report', test: name },
    ];
  });
  return [...mapLens(analysis), ...sourceLens(analysis), ...tests].sort((a, b) => a.start - b.start);
}

function mapLens(analysis: Analysis): CodeLens[] {
  const block = keywordOf(analysis, 'map');
  const { evaluation, sample } = analysis;
  if (block === undefined || evaluation === undefined || sample === undefined || evaluation.targets.size === 0)
    return [];
  const outcomes = [...evaluation.targets.values()];
  const resolved = outcomes.filter(({ state }) => state === 'value').length;
  return [
    {
      ...block,
      action: 'show values',
      title: `${resolved} of ${outcomes.length} resolved`,
      tooltip: `${sample.label}: ${outcomeCounts(outcomes)}`,
    },
  ];
}

function sourceLens(analysis: Analysis): CodeLens[] {
  const { model, generation } = analysis;
  const block = keywordOf(analysis, 'source');
  if (block === undefined || model.direction !== 'inbound') return [];
  const navigations = personQuery(model, generation).expand.length;
  const fields = fieldsRead(model).reduce((sum, one) => sum + one.fields.length, 0);
  const title = `OData query: ${counted(navigations, 'navigation')}, ${counted(fields, 'field')}`;
  return [{ ...block, action: 'show query', title, tooltip: 'What the connector asks SuccessFactors for' }];
}

function keywordOf({ file }: Analysis, kind: BlockKind): Span | undefined {
  return file.blocks.find((block) => block.kind === kind)?.keyword;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** As long as a line above a block may be. */
const WIDEST = 100;

/**
 * Whether a test passes, in a few words: `passes`, `fails: department is "Operations"`. Undefined where no test begins
 * at the offset: the text has changed since.
 */
export function testState(
  { model, file, parameters }: Analysis,
  files: ReadonlyMap<string, GivenFile>,
  start: number,
): { readonly title: string; readonly tooltip: string } | undefined {
  const test = model.tests.find(({ placed }) => placed.offset === start);
  if (test === undefined) return undefined;
  const [result] = runTests({ ...model, tests: [test] }, { text: file.text, parameters, files });
  if (result === undefined) return undefined;
  const count = counted(result.expectations.length, 'expectation');
  if (result.passed) return { title: 'passes', tooltip: `${count} held. Read the report` };
  const failed = result.expectations.filter(({ passed }) => !passed);
  const reason = result.problem?.message ?? failed[0]?.actual ?? '';
  const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : '';
  return { title: `fails: ${shortened(reason)}${more}`, tooltip: 'Read the report' };
}

function shortened(sentence: string): string {
  const text = sentence.replace(/\.$/, '');
  const characters = [...text.slice(0, WIDEST * 2)];
  return characters.length > WIDEST ? `${characters.slice(0, WIDEST - 1).join('')}…` : text;
}
