import type { BoundTest } from '../../core/analysis/model.ts';
import type { ExpectDeclaration, PlacedDeclaration, TestDeclaration } from '../../core/language/syntax.ts';
import { displayOutcome } from '../../core/mapping/display.ts';
import { personLabel } from '../../core/mapping/situation.ts';
import { runTests, type TestResult, testRun } from '../../core/testing/run-tests.ts';
import type { HoverContext, Lines, NameLines } from './hover-context.ts';
import { WIDE } from './hover-context.ts';

/** A test: whether it passes, and what fails. */
export const test: NameLines = (context, { symbol, placed }) => {
  const { markup } = context;
  const result = resultOf(
    context,
    context.analysis.model.tests.find((one) => one.placed.offset === placed.offset),
  );
  return [markup.strong(`test ${symbol.name}`), ...(result === undefined ? [] : stateLines(context, result))];
};

function stateLines({ markup }: HoverContext, { passed, problem, expectations, remarks }: TestResult): Lines {
  const failed = expectations.filter((one) => !one.passed);
  return [
    passed
      ? `Passes: ${expectations.length === 1 ? 'its expectation holds' : `all ${expectations.length} expectations hold`}.`
      : 'Fails.',
    ...(problem === undefined ? [] : [markup.text(problem.message)]),
    ...(failed.length === 0
      ? []
      : [
          markup.list(
            failed.map(({ expectation, actual }) => `${markup.code(expectation)} ${markup.text(actual ?? '')}`),
          ),
        ]),
    ...remarks.map(markup.text),
  ];
}

/** What came out for the target of an expectation, and whether the expectation holds. */
export function expectationLines(context: HoverContext, placed: PlacedDeclaration<ExpectDeclaration>): Lines {
  const { analysis, markup, files } = context;
  const owner = testOf(context, placed.offset);
  if (owner === undefined) return [];
  const { file, parameters, model } = analysis;
  const run = testRun(model, owner, { text: file.text, parameters, files });
  if ('problem' in run) return [markup.text(run.problem)];
  const result = resultOf(context, owner)?.expectations.find(({ start }) => start === placed.offset);
  const outcome = run.evaluation.targets.get(placed.declaration.target?.text ?? '');
  const person = markup.text(personLabel(run.person));
  return [
    ...(outcome === undefined ? [] : [`${markup.code(displayOutcome(outcome, WIDE))} for ${person}`]),
    result?.passed === false ? `Does not hold: ${markup.text(result.actual ?? '')}` : 'Holds.',
    ...(result?.read === undefined || result.read.length === 0 ? [] : [markup.list(result.read.map(markup.code))]),
  ];
}

/** The person that `given` gives. */
export function givenLines(context: HoverContext, offset: number): Lines {
  const { analysis, markup, files } = context;
  const owner = testOf(context, offset);
  if (owner === undefined) return [];
  const run = testRun(analysis.model, owner, { text: analysis.file.text, parameters: analysis.parameters, files });
  return [markup.text('problem' in run ? run.problem : personLabel(run.person))];
}

function resultOf({ analysis, files }: HoverContext, owner: BoundTest | undefined): TestResult | undefined {
  if (owner === undefined) return undefined;
  const { file, parameters, model } = analysis;
  return runTests({ ...model, tests: [owner] }, { text: file.text, parameters, files })[0];
}

/** The test that a line belongs to: the last one that begins before it. */
function testOf({ analysis }: HoverContext, offset: number): BoundTest | undefined {
  const { tests } = analysis.model;
  return tests.findLast(({ placed }: { placed: PlacedDeclaration<TestDeclaration> }) => placed.offset <= offset);
}
