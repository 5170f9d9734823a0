import { compareValues, type TypedValue, typedValue } from './compare-values.ts';
import { compileSteps } from './compile-steps.ts';
import type { TokenTest } from './cursors.ts';
import { dateOf } from './dates.ts';
import { type Evaluation, EvaluationFailure, type Token } from './evaluation.ts';
import type { ComparisonTerm, FilterSide, FilterTerm, FilterTest, LiteralSide, PathOperator } from './path-syntax.ts';
import { matchesRegex } from './regex/matches-regex.ts';
import { RegexProblem } from './regex/syntax.ts';
import { walk } from './walk.ts';

/** Calls `visit` with each value of a side until it gives true; gives whether it did. */
type SideReader = (evaluation: Evaluation, token: Token, visit: (value: SideValue) => boolean) => boolean;

/** A single value; undefined for an object, an array or a member as a whole, which no comparison looks into. */
type SideValue = TypedValue | undefined;

/** Compiles what stands in `?( )` to a question about one token. */
export function compileFilter(test: FilterTest): TokenTest {
  const terms = test.terms.map(compileTerm);
  const connectives = test.connectives.map(({ operator }) => operator);
  const [first] = terms;
  if (first !== undefined && terms.length === 1) return first;
  return (evaluation, token) => {
    let holds = false;
    for (let index = 0; index < terms.length; index += 1) {
      evaluation.spend(1);
      holds = terms[index]?.(evaluation, token) ?? false;
      // No precedence: a false term before && and a true one before || decide all that follows.
      if (holds === (connectives[index] === '||')) return holds;
    }
    return holds;
  };
}

function compileTerm(term: FilterTerm): TokenTest {
  if (term.kind === 'comparison') return compileComparison(term);
  const { side } = term;
  if (side.kind === 'literal') return () => true;
  const steps = compileSteps(side.steps);
  const fromRoot = side.from === 'root';
  return (evaluation, token) => walk(steps, evaluation.inner(), fromRoot ? evaluation.root : token, () => true);
}

function compileComparison(term: ComparisonTerm): TokenTest {
  const quick = compileEquality(term);
  if (quick !== undefined) return quick;
  const left = compileSide(term.left);
  const holds = comparer(term.operator, term.start);
  if (term.right.kind === 'literal') {
    const value = literalValue(term.right);
    return (evaluation, token) => left(evaluation, token, (candidate) => holds(candidate, value, evaluation));
  }
  const right = compileSide(term.right);
  return (evaluation, token) => {
    // The right side is read once, and only when the left one has selected something.
    let values: SideValue[] | undefined;
    return left(evaluation, token, (candidate) => {
      if (values === undefined) {
        const read: SideValue[] = [];
        right(evaluation, token, (value) => {
          read.push(value);
          return false;
        });
        values = read;
      }
      return values.some((value) => {
        evaluation.spend(1);
        return holds(candidate, value, evaluation);
      });
    });
  };
}

/**
 * `path == literal` and its like, without types: a text that does not look like a date, true, false and null are equal
 * to nothing but themselves.
 */
function compileEquality({ left, operator, right }: ComparisonTerm): TokenTest | undefined {
  if (left.kind !== 'path' || right.kind !== 'literal' || !/^[=!]==?$/.test(operator)) return undefined;
  const { value } = right;
  if (typeof value === 'number' || (typeof value === 'string' && dateOf(value) !== undefined)) return undefined;
  const steps = compileSteps(left.steps);
  const fromRoot = left.from === 'root';
  const whenEqual = operator.startsWith('=');
  const visit = (found: Token): boolean =>
    found !== null && typeof found === 'object' ? operator === '!=' : (found === value) === whenEqual;
  return (evaluation, token) => walk(steps, evaluation.inner(), fromRoot ? evaluation.root : token, visit);
}

function compileSide(side: FilterSide): SideReader {
  if (side.kind === 'literal') {
    const value = literalValue(side);
    return (_evaluation, _token, visit) => visit(value);
  }
  const steps = compileSteps(side.steps);
  const fromRoot = side.from === 'root';
  return (evaluation, token, visit) =>
    walk(steps, evaluation.inner(), fromRoot ? evaluation.root : token, (found) =>
      visit(found !== null && typeof found === 'object' ? undefined : typedValue(found, evaluation.dates)),
    );
}

/** A literal of the path is never a date, however it looks. */
function literalValue(side: LiteralSide): TypedValue {
  if (side.type === 'integer' || side.type === 'float') return { type: side.type, value: Number(side.value) };
  return typedValue(side.value, false);
}

function comparer(
  operator: PathOperator,
  offset: number,
): (left: SideValue, right: SideValue, evaluation: Evaluation) => boolean {
  return (left, right, evaluation) => {
    if (left === undefined || right === undefined) return operator === '!=';
    try {
      if (operator !== '=~') return compareValues(left, operator, right);
      if (left.type !== 'string' || right.type !== 'string') return false;
      return matchesRegex(left.value, right.value, (work) => evaluation.spend(work));
    } catch (error) {
      if (error instanceof RegexProblem || (error instanceof EvaluationFailure && error.offset === undefined)) {
        throw new EvaluationFailure(error.message, offset);
      }
      throw error;
    }
  };
}
