import type { MappingModel } from '../analysis/model.ts';
import { RegexProblem, readNetRegex } from '../expressions/dotnet/regex.ts';
import { Limits } from '../expressions/limits.ts';
import { expandParameters } from '../language/parameters.ts';
import type { ExpectCondition, ExpectDeclaration, StringExpression } from '../language/syntax.ts';
import type { ActionTaken } from '../mapping/action-taken.ts';
import { visible } from '../mapping/display.ts';
import type { MappingEvaluation, Outcome } from '../mapping/outcome.ts';
import { textsOf } from '../mapping/same-value.ts';

/** What an expectation is held against. */
export interface Observed {
  readonly model: MappingModel;
  readonly evaluation: MappingEvaluation;
  readonly taken: ActionTaken;
  readonly parameters: ReadonlyMap<string, string> | undefined;
}

/** Undefined where an expectation holds; else what came out instead, in one sentence. */
export type Disappointment = string | undefined;

/** What was expected and what came out, a text a line. */
export interface Difference {
  readonly expected: string;
  readonly actual: string;
}

/** The two sides of `expect target == …`; undefined where nothing is compared, or nothing came out to compare with. */
export function differenceOf(
  { target, condition }: ExpectDeclaration,
  { evaluation, parameters }: Observed,
): Difference | undefined {
  const outcome = target === undefined ? undefined : evaluation.targets.get(target.text);
  if (condition?.kind !== '==' || outcome?.state !== 'value') return undefined;
  const expected = condition.values.map((node) => expandParameters(node.value, parameters)).join('\n');
  return { expected, actual: textsOf(outcome.value).join('\n') };
}

/** Holds one expectation against what came out (docs/language.md, "Tests"). Never throws. */
export function judge({ target, condition }: ExpectDeclaration, observed: Observed): Disappointment {
  if (condition === undefined) return 'This expectation could not be read.';
  if (target === undefined) return judgePerson(condition, observed);
  const name = target.text;
  const mapping = observed.model.mappings.find((one) => one.target === name);
  const written = mapping?.placed.declaration.source?.kind;
  const absent = condition.kind === 'absent';
  if (mapping === undefined && observed.model.unread.mappings.has(name))
    return `The line that maps ${name} could not be read.`;
  // Of somebody out of scope nothing flows, whatever the mapping yields.
  if (absent && !observed.evaluation.inScope) return undefined;
  if (mapping === undefined || written === 'none') {
    if (absent) return undefined;
    return written === 'none' ? `${name} is mapped to none, so nothing flows.` : `Nothing is mapped to ${name}.`;
  }
  if (written === 'baseline') return `${name} is as in the baseline, and its value is not known here.`;
  const outcome = observed.evaluation.targets.get(name) ?? { state: 'null' };
  if (outcome.state === 'null' && mapping.flowNulls && absent) return `${name} is null, and null flows (flow nulls).`;
  return judgeOutcome(name, condition, outcome, observed.parameters);
}

function judgePerson(condition: ExpectCondition, { evaluation, taken }: Observed): Disappointment {
  const { inScope, scopeClause } = evaluation;
  switch (condition.kind) {
    case 'in scope':
      return inScope ? undefined : `The person is out of scope: ${visible(scopeClause ?? '')}.`;
    case 'out of scope':
      return inScope ? `The person is in scope${by(scopeClause)}.` : undefined;
    case 'action':
      return condition.action?.text === taken.action
        ? undefined
        : `The action is ${taken.action}: ${visible(taken.reason)}.`;
    default:
      return 'This expectation names no target.';
  }
}

const by = (clause: string | undefined) =>
  clause === undefined ? ': the file has no scope' : ` by ${visible(clause)}`;

function judgeOutcome(
  name: string,
  condition: ExpectCondition,
  outcome: Outcome,
  parameters: Observed['parameters'],
): Disappointment {
  const text = (node: StringExpression) => expandParameters(node.value, parameters);
  const values = outcome.state === 'value' ? textsOf(outcome.value) : undefined;
  switch (condition.kind) {
    case 'absent':
      return outcome.state === 'null' || outcome.state === 'dropped' ? undefined : sentence(name, outcome);
    case 'null':
    case 'dropped':
    case 'error':
      return outcome.state === condition.kind ? undefined : sentence(name, outcome);
    case '==': {
      const wanted = condition.values.map(text);
      return values !== undefined && sameList(values, wanted) ? undefined : sentence(name, outcome);
    }
    case '!=':
      if (outcome.state === 'error') return sentence(name, outcome);
      return values !== undefined && sameList(values, condition.values.map(text)) ? sentence(name, outcome) : undefined;
    case 'in': {
      const allowed = new Set(condition.values.map(text));
      const within = values !== undefined && values.length > 0 && values.every((one) => allowed.has(one));
      return within ? undefined : sentence(name, outcome);
    }
    case 'matches': {
      if (condition.pattern === undefined) return 'This expectation could not be read.';
      const matched = values === undefined || values.length === 0 ? false : matchAll(text(condition.pattern), values);
      if (matched === true) return undefined;
      return matched === false ? sentence(name, outcome) : matched;
    }
    default:
      return 'This expectation does not concern a target.';
  }
}

const sameList = (left: readonly string[], right: readonly string[]) =>
  left.length === right.length && left.every((one, i) => one === right[i]);

/** Whether each value has a match, as .NET finds it; or why that cannot be said. */
function matchAll(pattern: string, values: readonly string[]): boolean | string {
  try {
    const regex = readNetRegex(pattern);
    const { regex: budget } = new Limits();
    return values.every((value) => !regex.matches(value, budget).next().done);
  } catch (error) {
    if (error instanceof RegexProblem) return `The pattern cannot be run: ${error.message}`;
    throw error;
  }
}

const WIDEST = 200;

/** What came out, as a sentence that names the target. */
function sentence(name: string, outcome: Outcome): string {
  switch (outcome.state) {
    case 'value':
      return `${name} is ${shown(outcome.value)}.`;
    case 'null':
      return `${name} is null, so nothing flows${outcome.reason === undefined ? '' : `: ${visible(outcome.reason)}`}.`;
    case 'dropped':
      return `${name} is dropped: ${visible(outcome.reason)}.`;
    case 'error':
      return `${name} fails: ${visible(outcome.error)}`;
  }
}

function shown(value: string | readonly string[]): string {
  const text = typeof value === 'string' ? quoted(value) : `[${value.slice(0, 20).map(quoted).join(', ')}]`;
  return visible(text);
}

const quoted = (text: string) => `"${text.length > WIDEST ? `${text.slice(0, WIDEST)}…` : text}"`;
