import type { Analysis } from '../analysis/analyse.ts';
import { bindMapping } from '../analysis/bind.ts';
import { lineEndOf, type TextEdit } from '../analysis/diagnostic.ts';
import { expressionFunctions } from '../expressions/functions.ts';
import { parseMapping } from '../language/parse.ts';
import type { Expression } from '../language/syntax.ts';
import { walkExpression } from '../language/walk.ts';
import { actionTaken } from '../mapping/action-taken.ts';
import { evaluateMapping } from '../mapping/evaluate.ts';
import type { MappingEvaluation, Outcome } from '../mapping/outcome.ts';
import { idsOf } from '../mapping/people.ts';
import { givenFile } from '../testing/given.ts';
import { runTests } from '../testing/run-tests.ts';
import { applyEdits } from './apply-edits.ts';
import { quoted, writtenName } from './block-lines.ts';

/**
 * The name of the sample that values are shown for: the first one of the file. Undefined for a person who was fetched;
 * a live person's data is not written into a file.
 */
export function sampleInFile({ sample, model }: Analysis): string | undefined {
  const [name] = model.samples.keys();
  return name !== undefined && sample?.label.endsWith(` (sample ${name})`) === true ? name : undefined;
}

/**
 * A test at the end of the file that expects what the sample person gets now: scope, action and every target. Targets
 * with random values are left out, and so is what no expectation can say. Nothing where the file has no such sample.
 */
export function addTest(analysis: Analysis): TextEdit[] {
  const sample = sampleInFile(analysis);
  if (sample === undefined || analysis.sample === undefined || analysis.model.mappings.length === 0) return [];
  const lines = [...headLines(analysis, sample), ...expectations(analysis)];
  const name = freeName(analysis, `what ${sample} gets`);
  const edit = testBlock(analysis.file.text, name, lines);
  const kept = passing(analysis, applyEdits(analysis.file.text, [edit]), lines);
  return [testBlock(analysis.file.text, name, kept)];
}

function headLines({ model, sample, evaluationOptions }: Analysis, name: string): string[] {
  const [id] = idsOf(sample?.payload ?? null);
  const now = evaluationOptions.host?.now;
  const asksTime = model.mappings.some(({ expression }) => callsWith(expression, 'now'));
  return [
    `given ${writtenName(name)}`,
    ...(id === undefined ? [] : [`person ${quoted(id)}`]),
    ...(asksTime && now !== undefined ? [`at ${now.toISOString().slice(0, 10)}`] : []),
  ];
}

function expectations({ model, sample, evaluationOptions }: Analysis): string[] {
  const { host, ...options } = evaluationOptions;
  const day = host?.now === undefined ? undefined : new Date(`${host.now.toISOString().slice(0, 10)}T00:00:00Z`);
  // A test has no random numbers of the editor, and its day begins at midnight.
  const evaluation = evaluateMapping(model, sample?.payload ?? null, {
    ...options,
    host: { ...host, ...(day === undefined ? {} : { now: day }), random: () => 0.5 },
  });
  if (!evaluation.inScope) return ['expect out of scope', actionLine(model, evaluation)];
  const random = new Set(
    model.mappings.flatMap(({ target, expression }) => (callsWith(expression, 'random') ? [target] : [])),
  );
  const lines = [...evaluation.targets].flatMap(([target, outcome]) => {
    const condition = random.has(target) ? undefined : conditionOf(outcome);
    return condition === undefined ? [] : [`expect ${writtenName(target)} ${condition}`];
  });
  return [...(model.scoped ? ['expect in scope'] : []), actionLine(model, evaluation), ...lines];
}

function actionLine(model: Analysis['model'], evaluation: MappingEvaluation): string {
  return `expect action ${actionTaken(model, evaluation, undefined).action}`;
}

/** What a line of a test says of an outcome; undefined where a text of one line cannot hold it. */
function conditionOf(outcome: Outcome): string | undefined {
  if (outcome.state !== 'value') return outcome.state;
  const texts = typeof outcome.value === 'string' ? [outcome.value] : outcome.value;
  if (texts.some((text) => /\p{Cc}|\u2028|\u2029/u.test(text))) return undefined;
  const written = texts.map((text) => quoted(text.replaceAll('{{', '{{{{')));
  return typeof outcome.value === 'string' ? `== ${written[0]}` : `== [${written.join(', ')}]`;
}

function callsWith(expression: Expression | undefined, part: 'now' | 'random'): boolean {
  let found = false;
  if (expression !== undefined)
    walkExpression(expression, (node) => {
      found ||= node.kind === 'call' && expressionFunctions.get(node.name)?.needs?.includes(part) === true;
    });
  return found;
}

/** The lines of the test without the expectations that do not hold when it is run as a test. */
function passing({ parameters, sample, model }: Analysis, text: string, lines: readonly string[]): readonly string[] {
  const after = bindMapping(parseMapping(text), undefined, model.baseline);
  const test = after.tests.at(-1);
  const file = test && givenFile(after, test);
  if (test === undefined || file === undefined || sample === undefined) return lines;
  const files = new Map([[file, { payload: sample.payload }]]);
  const result = runTests({ ...after, tests: [test] }, { text, parameters, files })[0];
  const failed = new Set(result?.expectations.flatMap((one) => (one.passed ? [] : [text.slice(one.start, one.end)])));
  return lines.filter((line) => !failed.has(line));
}

function testBlock(text: string, name: string, lines: readonly string[]): TextEdit {
  const eol = lineEndOf(text);
  const end = text.trimEnd().length;
  const block = [`test ${quoted(name)} {`, ...lines.map((line) => `  ${line}`), '}', ''].join(eol);
  return { start: end, end: text.length, text: `${eol}${eol}${block}` };
}

function freeName({ model }: Analysis, wanted: string): string {
  const taken = new Set(model.tests.map(({ name }) => name));
  for (let number = 2, free = wanted; ; number += 1) {
    if (!taken.has(free)) return free;
    free = `${wanted} (${number})`;
  }
}
