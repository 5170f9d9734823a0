import type { MatchBudget } from './dotnet/regex.ts';
import { fail } from './problem.ts';

/** The longest text that a function may give, in UTF-16 units. */
const LONGEST = 4_000_000;
/** What all calls of an evaluation may give together. */
const TOTAL = 20_000_000;
/** What all regular expressions of an evaluation may do together, in instructions. */
const REGEX_STEPS = 2_000_000;

/** What the expressions of a whole file may do together for one person. */
export class SharedLimits {
  /** Ten expressions that use up all they may; a thousand others do not come near it. */
  regexSteps = 10 * REGEX_STEPS;
  text = 10 * TOTAL;

  get usedUp(): boolean {
    return this.regexSteps <= 0 || this.text <= 0;
  }
}

/** For rules, which evaluate the constants of each mapping: a pattern that needs more is no constant to them. */
export const CHECK_EFFORT = { regexSteps: 20_000 } as const;

/** Said of an expression that was not evaluated, because those before it have done all that a file may do. */
export const GIVEN_UP =
  'The evaluation was given up: the patterns and texts of this file take too much work together. Make the patterns simpler.';

/**
 * The work that one evaluation may do. An expression of 10,000 characters can ask for texts that no memory holds
 * (`Replace` inside `Replace`); here it ends.
 */
export class Limits {
  readonly regex: MatchBudget;
  #left = TOTAL;

  constructor(private readonly regexSteps = REGEX_STEPS) {
    this.regex = { steps: regexSteps };
  }

  /** Takes what this evaluation has done from what several may do together. */
  settle(shared: SharedLimits): void {
    shared.regexSteps -= this.regexSteps - this.regex.steps;
    shared.text -= TOTAL - this.#left;
  }

  /** Ends the evaluation where a text of this length is too long. Asked before the text is built. */
  check(length: number): void {
    if (length > LONGEST) fail(`The text would have more than ${LONGEST.toLocaleString('en-US')} characters.`);
  }

  /** Counts a value that a call has given. */
  spend(value: string | readonly string[]): void {
    let length = value.length;
    if (typeof value !== 'string') for (const one of value) length += one.length;
    this.check(length);
    this.#left -= length;
    if (this.#left < 0) fail('The calls of this expression give too much text together.');
  }
}

/** A text that is built piece by piece within the limits. */
export class TextBuilder {
  readonly #pieces: string[] = [];
  #length = 0;

  constructor(readonly limits: Limits) {}

  add(piece: string): void {
    if (piece === '') return;
    this.#length += piece.length;
    this.limits.check(this.#length);
    this.#pieces.push(piece);
  }

  toString(): string {
    return this.#pieces.join('');
  }
}
