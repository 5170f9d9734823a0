import type { Json } from '../core/json.ts';
import { compilePath } from '../core/jsonpath/compile.ts';
import type {
  ComparisonTerm,
  FilterSide,
  FilterTerm,
  FilterTest,
  PathOperator,
  PathStep,
} from '../core/jsonpath/path-syntax.ts';

/** What one element gives for one term of a filter in both engines. */
export interface TermOutcome {
  readonly term: FilterTerm;
  readonly entra: boolean;
  readonly javascript: boolean;
  /** Undefined where the side selects nothing. */
  readonly left: unknown;
  readonly right: unknown;
}

/**
 * Asks a filter of one element as both engines do, term by term; undefined where JavaScript cannot say it (a path with
 * more than names and indexes, a null on the way, `=~`).
 *
 * The `&&` and `||` between the terms are JavaScript's: `&&` binds closer.
 */
export function askBoth(
  test: FilterTest,
  element: Json,
  payload: Json,
  dates: boolean,
): { readonly terms: readonly TermOutcome[]; readonly entra: boolean; readonly javascript: boolean } | undefined {
  try {
    const terms = test.terms.map((term) => askTerm(term, element, payload, dates));
    const javascript = alternatives(test, terms).some((group) => group.every((term) => term.javascript));
    return { terms, javascript, entra: holds(test, element, dates) };
  } catch (error) {
    // A TypeError comes from JavaScript's own conversions, of an object that says it has none.
    if (error instanceof NotJavaScript || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** As many places may be looked at for one element: the reason is looked for on the caller's thread. */
const BUDGET = 50_000;

class NotJavaScript extends Error {}

function alternatives(test: FilterTest, terms: readonly TermOutcome[]): TermOutcome[][] {
  const groups: TermOutcome[][] = [[]];
  for (const [index, term] of terms.entries()) {
    if (index > 0 && test.connectives[index - 1]?.operator === '||') groups.push([]);
    groups.at(-1)?.push(term);
  }
  return groups;
}

function askTerm(term: FilterTerm, element: Json, payload: Json, dates: boolean): TermOutcome {
  const alone: FilterTest = { start: term.start, end: term.end, terms: [term], connectives: [], forgotten: [] };
  const entra = holds(alone, element, dates);
  if (term.kind === 'existence') {
    const left = sideValue(term.side, element);
    return { term, entra, javascript: Boolean(left), left: entraValue(term.side, element, payload), right: undefined };
  }
  const javascript = compare(term, sideValue(term.left, element), sideValue(term.right, element));
  const left = entraValue(term.left, element, payload);
  return { term, entra, javascript, left, right: entraValue(term.right, element, payload) };
}

/** Whether Entra's engine takes an element: a list of this element alone is filtered. */
function holds(test: FilterTest, element: Json, dates: boolean): boolean {
  const { start, end } = test;
  const step: PathStep = { kind: 'filter', test, lead: start, start, end };
  const selection = compilePath({ text: '', steps: [step], problems: [] }, { dates, budget: BUDGET }).values([element]);
  if (!selection.ok) throw new NotJavaScript();
  return selection.results.length > 0;
}

function entraValue(side: FilterSide, element: Json, payload: Json): unknown {
  if (side.kind === 'literal') return side.value;
  const root = side.from === 'root' ? payload : element;
  const selection = compilePath({ text: '', steps: side.steps, problems: [] }, { budget: BUDGET }).values(root, 1);
  return selection.ok ? selection.results[0] : undefined;
}

function sideValue(side: FilterSide, element: Json): unknown {
  if (side.kind === 'literal') {
    if (side.type === 'regex') throw new NotJavaScript();
    return side.value;
  }
  if (side.from === 'root') throw new NotJavaScript();
  let at: unknown = element;
  for (const step of side.steps) {
    if (!isJavaScriptStep(step) || at === null || at === undefined) throw new NotJavaScript();
    at = (Object(at) as Record<string, unknown>)[step.kind === 'field' ? step.name : String(step.index)];
  }
  return at;
}

/** Whether JavaScript reads a step as Entra's engine does: an index, or a name that is one in JavaScript, too. */
export function isJavaScriptStep(step: PathStep): step is PathStep & { kind: 'field' | 'index' } {
  if (step.kind === 'index') return true;
  return (
    step.kind === 'field' && (step.quoted || (step.lead < step.start && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step.name)))
  );
}

function compare({ operator }: ComparisonTerm, left: unknown, right: unknown): boolean {
  const ask = OPERATORS[operator];
  if (ask === undefined) throw new NotJavaScript();
  return ask(left as number, right as number);
}

/** The operators of JavaScript, conversions and all: they are what jsonpath-plus applies. */
const OPERATORS: Readonly<Partial<Record<PathOperator, (left: number, right: number) => boolean>>> = {
  // biome-ignore lint/suspicious/noDoubleEquals: the conversions of == are what is asked here.
  '==': (left, right) => left == right,
  // biome-ignore lint/suspicious/noDoubleEquals: the conversions of != are what is asked here.
  '!=': (left, right) => left != right,
  '===': (left, right) => left === right,
  '!==': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};
