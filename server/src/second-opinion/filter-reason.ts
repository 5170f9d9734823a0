import { dateOf } from '../core/jsonpath/dates.ts';
import { formatLocation, locate } from '../core/jsonpath/locate.ts';
import { parsePath } from '../core/jsonpath/parse.ts';
import type { FilterSide, FilterTerm, FilterTest } from '../core/jsonpath/path-syntax.ts';
import type { DifferingStep } from './difference.ts';
import { askBoth, isJavaScriptStep, type TermOutcome } from './javascript-filter.ts';
import type { DifferenceReason, ReasonKind } from './kinds.ts';
import { OPERATORS, operatorTail } from './reading-reason.ts';
import { scanReason } from './step-reason.ts';

/** Characters that jsonpath-plus does not leave alone in a quoted text of a filter. */
const SPECIAL = /[()[\]]/;
const ON_NOTHING = /Cannot read properties of (null|undefined) \(reading '([^']*)'\)/;
/** A function is called: a name, then a parenthesis. */
const CALL = /[\p{L}\p{N}_$]\s*\(/u;

/** Why a filter selects something else, or fails in one of the two. */
export function filterReason(difference: DifferingStep, test: FilterTest): DifferenceReason | undefined {
  const { ours, theirs, written } = difference;
  const literals = sidesOf(test).flatMap((side) => (side.kind === 'literal' ? [String(side.value)] : []));
  if (!theirs.ok) return failureReason(difference, test, literals);
  if (!ours.ok) return ourFailureReason(difference, test);
  if (literals.some((text) => OPERATORS.test(text))) return { kind: 'operators', sentence: operatorTail() };
  if (isNested(test)) return nested(test);
  if (CALL.test(unquoted(written))) return called(written);
  const byElement = elementReason(difference, test);
  if (byElement !== undefined) return byElement;
  if (literals.some((text) => SPECIAL.test(text))) return quoted();
  if (OPERATORS.test(unquoted(written))) return { kind: 'operators', sentence: operatorTail() };
  return foreignPath(difference, test);
}

/** A path that is none in JavaScript. */
function foreignPath({ parsed }: DifferingStep, test: FilterTest): DifferenceReason | undefined {
  const path = sidesOf(test).find((side) => side.kind === 'path' && !isPlain(side));
  if (path === undefined) return undefined;
  const text = parsed.text.slice(path.start, path.end).trim();
  return {
    kind: 'filter-path',
    sentence: `jsonpath-plus takes what stands in ?( ) as JavaScript and cannot read ${text} there as the path that it is.`,
  };
}

function failureReason(
  difference: DifferingStep,
  test: FilterTest,
  literals: readonly string[],
): DifferenceReason | undefined {
  const { theirs } = difference;
  const message = theirs.ok || 'timedOut' in theirs ? '' : (theirs.message.split('\n')[0] ?? '');
  const onNothing = ON_NOTHING.exec(message);
  if (onNothing !== null) {
    const [what, whom] = onNothing[1] === 'null' ? ['a null', 'null'] : ['an absent', 'undefined'];
    return {
      kind: 'null-navigation',
      sentence: `jsonpath-plus throws where a filter meets ${what} navigation or element (it asks ${whom} for ${onNothing[2]}); Entra's engine passes over it.`,
    };
  }
  if (test.terms.some((term) => term.kind === 'comparison' && term.operator === '=~')) {
    return { kind: 'regex', sentence: "jsonpath-plus knows no =~; Entra's engine compares with a regular expression." };
  }
  if (literals.some((text) => OPERATORS.test(text))) return { kind: 'operators', sentence: operatorTail() };
  if (literals.some((text) => SPECIAL.test(text))) return quoted();
  if (isNested(test)) return nested(test);
  const foreign = foreignPath(difference, test);
  if (foreign !== undefined) return foreign;
  return {
    kind: 'filter-syntax',
    sentence: `jsonpath-plus takes what stands in ?( ) as JavaScript, and fails: ${message.replace(/^jsonPath: | at character \d+$/g, '')}.`,
  };
}

function ourFailureReason({ ours }: DifferingStep, test: FilterTest): DifferenceReason | undefined {
  if (ours.ok) return undefined;
  const term = test.terms.find(({ start }) => start === ours.offset);
  if (term?.kind === 'comparison' && term.operator === '=~') {
    return { kind: 'regex', sentence: `${ours.message} jsonpath-plus knows no =~.` };
  }
  const kind: ReasonKind = /date/i.test(ours.message) ? 'dates' : 'type';
  return { kind, sentence: `${ours.message} jsonpath-plus converts as JavaScript does and goes on.` };
}

/** Looks at the elements that one of the two selects and the other does not. */
function elementReason(step: DifferingStep, test: FilterTest): DifferenceReason | undefined {
  const { ours, theirs, payload, dates } = step;
  if (!ours.ok || !theirs.ok) return undefined;
  const entra = new Set(ours.matches.map(({ path }) => path));
  const tester = new Set(theirs.matches.map(({ path }) => path));
  const differing = [...new Set([...entra, ...tester])].filter((path) => entra.has(path) !== tester.has(path));
  const passedOver = objectReason(step, differing);
  if (passedOver !== undefined) return passedOver;
  for (const path of differing.slice(0, 100)) {
    const keys = keysOf(path);
    const element = keys === undefined ? undefined : locate(payload, keys);
    const asked = element === undefined ? undefined : askBoth(test, element, payload, dates);
    if (asked === undefined || asked.entra !== entra.has(path)) continue;
    const term = asked.terms.find((outcome) => outcome.entra !== outcome.javascript);
    if (asked.entra !== asked.javascript) return term === undefined ? precedence() : termReason(term, path, step);
  }
  return step.step.kind === 'descendant-filter' ? scanReason(step) : undefined;
}

function objectReason({ step, ours, payload, inputs }: DifferingStep, differing: readonly string[]) {
  const selectsMember = ours.ok && ours.matches.some(({ value }) => isMember(value));
  const inObject = differing.some((path) => {
    const parent = keysOf(path)?.slice(0, -1);
    const holder = parent === undefined ? undefined : locate(payload, parent);
    return typeof holder === 'object' && holder !== null && !Array.isArray(holder);
  });
  const overObject = inputs.some(({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value));
  if (!selectsMember && !(step.kind === 'filter' && overObject && inObject)) return undefined;
  const sentence =
    "jsonpath-plus filters the values of an object like those of a list; Entra's engine asks its members, on which no field is found.";
  return { kind: 'object-filter', sentence } as const;
}

function termReason({ term, entra, left, right }: TermOutcome, path: string, step: DifferingStep): DifferenceReason {
  const { written } = step;
  const place = path === '' ? 'the root' : path;
  const text = termText(term, step);
  const absent = absentSide(term, left, right);
  if (absent !== undefined) {
    if (/\blength$/.test(absent)) {
      const sentence = `For ${place}, jsonpath-plus takes ${absent} for the length of a list or a text; for Entra's engine it is a name like any other.`;
      return { kind: 'length', sentence };
    }
    if (term.kind === 'existence' || CALL.test(written)) return called(written);
    const sentence = `${place} has no ${absent}: to jsonpath-plus it is JavaScript's undefined, for which ${text} ${entra ? 'does not hold' : 'holds'}; for Entra's engine no comparison holds with a field that is absent.`;
    return { kind: 'missing-field', sentence };
  }
  if (term.kind === 'existence') {
    const sentence = `In ${place} ${text} is ${shown(left)}: Entra's engine asks whether the field is there, jsonpath-plus whether JavaScript takes the value for true.`;
    return { kind: 'existence', sentence };
  }
  if (step.dates && [left, right].some((value) => typeof value === 'string' && dateOf(value) !== undefined)) {
    const sentence = `${shown([left, right].find((value) => typeof value === 'string' && dateOf(value) !== undefined))} in ${place} is a date to Entra's engine before it compares, and a text to jsonpath-plus.`;
    return { kind: 'dates', sentence };
  }
  const [mine, other] = entra ? ['holds', 'does not hold'] : ['does not hold', 'holds'];
  const sentence = `In ${place} ${shown(left)} stands beside ${shown(right)}: for jsonpath-plus, which converts as JavaScript does, ${text} ${other}; for Entra's engine, which minds the types, it ${mine}.`;
  return { kind: 'type', sentence };
}

/** The path of a side that selects nothing, without its `@.`. */
function absentSide(term: FilterTerm, left: unknown, right: unknown): string | undefined {
  const sides: readonly (readonly [FilterSide, unknown])[] =
    term.kind === 'existence'
      ? [[term.side, left]]
      : [
          [term.left, left],
          [term.right, right],
        ];
  const absent = sides.find(([side, value]) => side.kind === 'path' && value === undefined)?.[0];
  if (absent?.kind !== 'path') return undefined;
  return formatLocation(
    absent.steps.map((step) => (step.kind === 'field' ? step.name : step.kind === 'index' ? step.index : '')),
  );
}

function termText(term: FilterTerm, { parsed }: DifferingStep): string {
  return parsed.text.slice(term.start, term.end).trim();
}

function sidesOf(test: FilterTest): readonly FilterSide[] {
  return test.terms.flatMap((term) => (term.kind === 'existence' ? [term.side] : [term.left, term.right]));
}

/** Names and indexes alone behind an `@` are JavaScript, too. */
function isPlain(side: FilterSide & { kind: 'path' }): boolean {
  return side.from === 'element' && side.steps.every(isJavaScriptStep);
}

function isNested(test: FilterTest): boolean {
  return sidesOf(test).some(
    (side) => side.kind === 'path' && side.steps.some(({ kind }) => kind === 'filter' || kind === 'descendant-filter'),
  );
}

function isMember(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$property' in value;
}

function keysOf(path: string): (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  for (const step of parsePath(path).steps) {
    if (step.kind === 'field') keys.push(step.name);
    else if (step.kind === 'index') keys.push(step.index);
    else return undefined;
  }
  return keys;
}

function unquoted(text: string): string {
  return text.replace(/'(?:[^'\\]|\\.)*'/g, "''");
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const quoted = (): DifferenceReason => ({
  kind: 'quotes',
  sentence: 'jsonpath-plus does not leave the text in quotes alone: its brackets and parentheses mean something to it.',
});

function nested(test: FilterTest): DifferenceReason {
  const paths = sidesOf(test).flatMap((side) => (side.kind === 'path' ? [side.steps.map(({ kind }) => kind)] : []));
  const far = paths.some((kinds) => kinds.findIndex((kind) => kind.endsWith('filter')) > 1);
  const sentence = far
    ? "jsonpath-plus takes the path that leads to the inner filter for one single name; Entra's engine follows it."
    : "jsonpath-plus reads a filter inside a filter in a way of its own; Entra's engine reads it like any other.";
  return { kind: 'nested-filter', sentence };
}

const called = (written: string): DifferenceReason => ({
  kind: 'script',
  sentence: `jsonpath-plus takes ${written} as JavaScript, functions included; Entra's engine knows no functions.`,
});

const precedence = (): DifferenceReason => ({
  kind: 'precedence',
  sentence:
    "&& and || are mixed: for jsonpath-plus && binds closer, Entra's engine takes all that follows an operator together, a && b || c as a && (b || c).",
});
