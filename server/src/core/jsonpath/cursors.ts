import type { Json, JsonObject } from '../json.ts';
import { type Evaluation, Property, type Token } from './evaluation.ts';

/** The tokens that one step selects from one token, one after the other. */
export interface Cursor {
  /** The next token, undefined at the end; the evaluation's trail then leads to it. */
  next(): Token | undefined;
}

export type TokenTest = (evaluation: Evaluation, token: Token) => boolean;

/** Chosen members of an object. */
export class MembersCursor implements Cursor {
  private readonly names: readonly string[];
  private readonly mark: number;
  private at = 0;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly object: JsonObject,
    names?: readonly string[],
  ) {
    this.names = names ?? namesOf(object, evaluation);
    this.mark = evaluation.trail?.length ?? 0;
  }

  next(): Token | undefined {
    while (this.at < this.names.length) {
      const name = this.names[this.at] ?? '';
      this.at += 1;
      this.evaluation.spend(1);
      const value = Object.hasOwn(this.object, name) ? this.object[name] : undefined;
      if (value !== undefined) {
        retrace(this.evaluation, this.mark, name);
        return value;
      }
    }
    return undefined;
  }
}

/** Chosen elements of an array, by the indexes that a generator of numbers gives. */
export class ElementsCursor implements Cursor {
  private readonly mark: number;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly array: readonly Json[],
    private readonly indexes: Iterator<number>,
  ) {
    this.mark = evaluation.trail?.length ?? 0;
  }

  next(): Token | undefined {
    for (;;) {
      const { value: index, done } = this.indexes.next();
      if (done === true) return undefined;
      this.evaluation.spend(1);
      const value = this.array[index];
      if (value !== undefined) {
        retrace(this.evaluation, this.mark, index);
        return value;
      }
    }
  }
}

/** What hangs under a token: elements of an array, members of an object as properties, the value of a property. */
class Children {
  private readonly names: readonly string[] | undefined;
  private at = 0;
  /** Name or index of the child that came last; the value of a property has none. */
  key: string | number | undefined;

  constructor(
    private readonly token: Token,
    evaluation: Evaluation,
  ) {
    const isObject = typeof token === 'object' && token !== null && !Array.isArray(token);
    this.names = isObject && !(token instanceof Property) ? namesOf(token as JsonObject, evaluation) : undefined;
  }

  next(): Token | undefined {
    const { token, names, at } = this;
    this.at += 1;
    if (Array.isArray(token)) {
      this.key = at;
      return token[at];
    }
    if (token instanceof Property) return at === 0 ? token.value : undefined;
    const name = names?.[at];
    if (name === undefined) return undefined;
    this.key = name;
    return new Property(name, (token as JsonObject)[name] ?? null);
  }
}

/** The children of a token that pass a test. */
export class FilterCursor implements Cursor {
  private readonly children: Children;
  private readonly mark: number;

  constructor(
    private readonly evaluation: Evaluation,
    token: Token,
    private readonly test: TokenTest,
  ) {
    this.children = new Children(token, evaluation);
    this.mark = evaluation.trail?.length ?? 0;
  }

  next(): Token | undefined {
    for (;;) {
      const child = this.children.next();
      if (child === undefined) return undefined;
      this.evaluation.spend(1);
      if (this.test(this.evaluation, child)) {
        retrace(this.evaluation, this.mark, this.children.key);
        return child;
      }
    }
  }
}

/**
 * A token and its descendants in document order, each as often as `times` says. Keeps its own stack, so that no depth
 * of a payload can overflow the program's.
 */
export class DescendantsCursor implements Cursor {
  private readonly levels: Children[] = [];
  private readonly mark: number;
  private current: Token | undefined;
  private remaining: number;

  /**
   * @param withProperties whether a member of an object is a token of its own, as it is to a filter, besides its value
   * @param times how often a token is selected, by its name or index; the first token has none
   */
  constructor(
    private readonly evaluation: Evaluation,
    start: Token,
    private readonly withProperties: boolean,
    private readonly times: (token: Token, key: string | number | undefined) => number,
  ) {
    this.mark = evaluation.trail?.length ?? 0;
    this.current = start;
    this.remaining = times(start, undefined);
    this.descend(start);
  }

  next(): Token | undefined {
    while (this.remaining === 0) {
      if (!this.advance()) return undefined;
    }
    this.remaining -= 1;
    const { trail } = this.evaluation;
    if (trail !== undefined) {
      this.evaluation.spend(this.levels.length);
      trail.length = this.mark;
      // The children of the current token have not begun, so that their level has no name yet.
      for (const { key } of this.levels) if (key !== undefined) trail.push(key);
    }
    return this.current;
  }

  private advance(): boolean {
    const level = this.levels.at(-1);
    if (level === undefined) return false;
    const child = level.next();
    if (child === undefined) {
      this.levels.pop();
      return true;
    }
    this.evaluation.spend(1);
    const token = child instanceof Property && !this.withProperties ? child.value : child;
    this.current = token;
    this.remaining = this.times(token, level.key);
    this.descend(token);
    return true;
  }

  private descend(token: Token): void {
    if (typeof token === 'object' && token !== null) this.levels.push(new Children(token, this.evaluation));
  }
}

/** The names of an object. Listing them is work, even when only the first is asked for. */
function namesOf(object: JsonObject, evaluation: Evaluation): readonly string[] {
  const names = Object.keys(object);
  evaluation.spend(names.length);
  return names;
}

function retrace(evaluation: Evaluation, mark: number, key: string | number | undefined): void {
  const { trail } = evaluation;
  if (trail === undefined) return;
  trail.length = mark;
  if (key !== undefined) trail.push(key);
}
