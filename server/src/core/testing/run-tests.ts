import type { BoundTest, MappingModel } from '../analysis/model.ts';
import { SfmapError } from '../errors.ts';
import { readInstant } from '../expressions/expression-input.ts';
import type { Host } from '../expressions/host.ts';
import { traceLeaves } from '../expressions/trace.ts';
import type { Json } from '../json.ts';
import type { ExpectDeclaration, PlacedDeclaration } from '../language/syntax.ts';
import { type ActionTaken, actionTaken } from '../mapping/action-taken.ts';
import { displayAttribute, displayValue } from '../mapping/display.ts';
import { type EvaluationOptions, type Existing, evaluateMapping } from '../mapping/evaluate.ts';
import { readExisting } from '../mapping/existing.ts';
import type { MappingEvaluation } from '../mapping/outcome.ts';
import { traceMapping } from '../mapping/trace.ts';
import { type Difference, differenceOf, judge } from './expectation.ts';
import { type GivenFile, givenPerson, linesOf } from './given.ts';
import { repeatableRandom } from './repeatable-random.ts';

/** What a mapping's tests are run with. */
export interface TestSurroundings {
  /** The text of the mapping, of which the model is the meaning. */
  readonly text: string;
  /** Values of parameters; one without a value shows as `{{name}}`. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** The files that `givenFiles` names. */
  readonly files?: ReadonlyMap<string, GivenFile>;
  /** Runs only the tests whose name this accepts. */
  readonly filter?: (name: string) => boolean;
}

/** One `expect` and whether it holds. `start` and `end` are offsets in the file. */
export interface ExpectationResult {
  readonly start: number;
  readonly end: number;
  /** As it is written, on one line. */
  readonly expectation: string;
  readonly passed: boolean;
  /** What came out instead, in a sentence. */
  readonly actual?: string;
  /** Where a value was expected to equal another one: both, a text a line; for a view that shows differences. */
  readonly difference?: Difference;
  /** The attributes that decided it, one a line: `[department]: ∅ no second employment`. */
  readonly read?: readonly string[];
}

/** One test. It passes when it could be run and every expectation holds. `start` and `end` are those of its head. */
export interface TestResult {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly passed: boolean;
  /** Why it could not be run, with the cure, and where: offsets in the file. */
  readonly problem?: { readonly message: string; readonly start: number; readonly end: number };
  readonly expectations: readonly ExpectationResult[];
  /** What whoever reads the result should know: the person is out of scope. */
  readonly remarks: readonly string[];
}

/**
 * Runs the tests of a mapping (docs/language.md, "Tests"). Never throws: a test that cannot be run fails and says why.
 * Everything that a test asks of the world stands in it, so a result depends on the arguments alone.
 */
export function runTests(model: MappingModel, surroundings: TestSurroundings): readonly TestResult[] {
  return model.tests
    .filter(({ name }) => surroundings.filter?.(name) ?? true)
    .map((test) => runTest(model, test, surroundings));
}

/** A test's person through the file, as the test has the world. */
export interface TestRun {
  readonly person: Json;
  readonly options: EvaluationOptions;
  readonly evaluation: MappingEvaluation;
  readonly taken: ActionTaken;
}

/** Evaluates the file for one test, or says why that cannot be done, and at which line. Never throws. */
export function testRun(
  model: MappingModel,
  test: BoundTest,
  surroundings: TestSurroundings,
): TestRun | { readonly problem: string; readonly at: PlacedDeclaration } {
  const lineOf = (kind: string) => test.statements.find(({ declaration }) => declaration.kind === kind) ?? test.placed;
  const [unread] = test.unread;
  if (unread !== undefined) {
    const [mistake] = unread.problems;
    const problem = `${mistake?.message ?? 'A line could not be read.'} The test runs when this is mended.`;
    return { problem, at: unread };
  }
  if (!test.statements.some(isExpectation)) {
    return { problem: 'It expects nothing. Add a line such as expect department == "IT".', at: test.placed };
  }
  const given = givenPerson(model, test, surroundings.files ?? new Map());
  if ('problem' in given) return { problem: given.problem, at: lineOf('given') };
  const options = optionsOf(test, surroundings);
  if ('problem' in options) return { problem: options.problem, at: lineOf(options.line) };
  const { person } = given;
  const evaluation = evaluateMapping(model, person, options);
  return { person, options, evaluation, taken: actionTaken(model, evaluation, options.existing) };
}

function runTest(model: MappingModel, test: BoundTest, surroundings: TestSurroundings): TestResult {
  const { placed, name } = test;
  const head = { name, start: placed.offset, end: placed.offset + placed.declaration.end };
  const run = testRun(model, test, surroundings);
  if ('problem' in run) {
    const { problem: message, at } = run;
    const problem = { message, start: at.offset, end: at.offset + at.declaration.end };
    return { ...head, passed: false, problem, expectations: [], remarks: [] };
  }
  const { person, options, evaluation, taken } = run;
  const expectations = test.statements.filter(isExpectation);
  const results = expectations.map((placedExpectation): ExpectationResult => {
    const { declaration, offset } = placedExpectation;
    const observed = { model, evaluation, taken, parameters: surroundings.parameters };
    const actual = judge(declaration, observed);
    const difference = actual === undefined ? undefined : differenceOf(declaration, observed);
    return {
      start: offset,
      end: offset + declaration.end,
      expectation: writtenAs(surroundings.text.slice(offset, offset + declaration.end)),
      passed: actual === undefined,
      ...(actual === undefined ? {} : { actual, read: attributesRead(model, declaration, person, options) }),
      ...(difference === undefined ? {} : { difference }),
    };
  });
  const concernsTarget = expectations.some(({ declaration }) => declaration.target !== undefined);
  const remark = `The person is out of scope, so nothing of this is written: ${evaluation.scopeClause}.`;
  return {
    ...head,
    passed: results.every(({ passed }) => passed),
    expectations: results,
    remarks: concernsTarget && !evaluation.inScope ? [remark] : [],
  };
}

const isExpectation = (placed: PlacedDeclaration): placed is PlacedDeclaration<ExpectDeclaration> =>
  placed.declaration.kind === 'expect';

const writtenAs = (text: string) => text.replace(/\s+/g, ' ');

/** What the lines of a test say of the world: clock, domain, taken values, what exists. */
export function optionsOf(
  test: BoundTest,
  { parameters }: TestSurroundings,
): EvaluationOptions | { readonly problem: string; readonly line: string } {
  const host: { -readonly [K in keyof Host]: Host[K] } = { random: repeatableRandom(test.name) };
  const instant = linesOf(test, 'at')[0]?.instant?.text;
  if (instant !== undefined) {
    try {
      host.now = readInstant(instant, `at ${instant}`);
    } catch (error) {
      if (error instanceof SfmapError) return { problem: error.sentence, line: 'at' };
      throw error;
    }
  }
  const domain = linesOf(test, 'domain')[0]?.domain?.value;
  if (domain !== undefined) host.defaultDomain = domain;
  const existing = existingOf(test);
  if (existing !== undefined && 'problem' in existing) return { ...existing, line: 'existing' };
  const taken = new Set(linesOf(test, 'taken').map(({ target, value }) => takenKey(target?.text, value?.value)));
  return {
    host,
    isTaken: (target, value) => taken.has(takenKey(target, value)),
    ...(parameters === undefined ? {} : { parameters }),
    ...(existing === undefined ? {} : { existing: existing.values }),
  };
}

/** Accounts are told apart without regard to letter case, as Entra ID does with user principal names. */
const takenKey = (target = '', value = '') => `${target}\n${value.toLowerCase()}`;

function existingOf(test: BoundTest): { readonly values: Existing } | { readonly problem: string } | undefined {
  const json = linesOf(test, 'existing')[0]?.json?.value;
  return json === undefined ? undefined : readExisting(json);
}

/** The attributes that the value of an expectation's target rests on, in the branch that was taken. */
function attributesRead(
  model: MappingModel,
  { target }: ExpectDeclaration,
  person: Json,
  options: EvaluationOptions,
): readonly string[] {
  const mapping = model.mappings.find((one) => one.target === target?.text);
  if (mapping === undefined) return [];
  const { expression } = traceMapping(model, mapping, person, options);
  if (expression === undefined) return [];
  const lines = traceLeaves(expression).flatMap(({ node, outcome }) => {
    if (node.kind !== 'attribute') return [];
    if (outcome.state === 'value') return [`[${node.name}]: ${displayValue(outcome.value)}`];
    const reason = outcome.state === 'null' ? outcome.reason?.replace(`${node.name} is empty`, 'empty') : undefined;
    const value = { value: null, matches: 0, ...(reason === undefined ? {} : { reason }) };
    return [
      `[${node.name}]: ${displayAttribute(outcome.state === 'error' ? { ...value, error: outcome.error } : value)}`,
    ];
  });
  return [...new Set(lines)];
}
