import type { PathFix, PathProblem, PathSpan } from './path-syntax.ts';

/** How deep filters may be nested in each other; far beyond any path of use, and safe for the stack. */
export const MAX_NESTED_FILTERS = 100;

/** As many problems as a path can have; a text of nothing but mistakes has millions. */
const MOST_PROBLEMS = 100;

/** Thrown inside the parser alone, after the problem has been noted, to leave the nested readers. */
export class Rejection extends Error {}

/** The text of a path with a place in it, and the problems found so far. */
export class PathReader {
  at = 0;
  /** Filters that are open at this place. */
  depth = 0;
  /** Where the test of the innermost of them begins, behind its parenthesis. */
  testStart = 0;
  readonly problems: PathProblem[] = [];
  private rejected = false;

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The unit at the place; '' at the end. */
  get char(): string {
    return this.text.charAt(this.at);
  }

  /** Only U+0020 is a blank to this engine. */
  skipBlanks(): void {
    while (this.text.charCodeAt(this.at) === 32) this.at += 1;
  }

  /** Moves behind `expected` if it stands here. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Notes a problem; reading goes on. */
  note(span: PathSpan, message: string, fix?: PathFix, choice?: PathFix): void {
    // However many there are, the first that makes the engine reject the path is kept.
    if (this.problems.length >= MOST_PROBLEMS && this.rejected) return;
    this.rejected = true;
    const { start, end } = span;
    const fixes = { ...(fix === undefined ? {} : { fix }), ...(choice === undefined ? {} : { choice }) };
    this.problems.push({ start, end, message, ...fixes });
  }

  /** Notes something that the engine takes, but hardly as meant. */
  noteButRun(span: PathSpan, message: string, fix?: PathFix): void {
    if (this.problems.length >= MOST_PROBLEMS) return;
    const { start, end } = span;
    this.problems.push({ start, end, message, ...(fix === undefined ? {} : { fix }), runs: true });
  }

  /** Notes a problem from which there is no way on. */
  reject(span: PathSpan, message: string, fix?: PathFix, choice?: PathFix): never {
    this.note(span, message, fix, choice);
    throw new Rejection(message);
  }
}
