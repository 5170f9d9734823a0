import { isSound } from '../analysis/expression-sites.ts';
import type { MappingModel } from '../analysis/model.ts';
import { expressionFunctions } from '../expressions/functions.ts';
import { declarationAt } from '../language/declaration-at.ts';
import type { CallExpression, Expression, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { isExpression, walkExpression } from '../language/walk.ts';
import { holdsComment, type Rewriting, textOf } from './rewriting.ts';
import { sameExpression } from './same-expression.ts';

/** More pairs of keys and values than this make no `IIF` that anybody reads. */
const MOST_PAIRS = 8;

/**
 * Writes the innermost `IIF` or `Switch` at an offset as the other one, where both mean the same for every person:
 * `IIF([a] = "x", b, IIF([a] = "y", c, d))` and `Switch([a], d, "x", b, "y", c)`; `IsPresent` and `IsNullOrEmpty` of an
 * attribute with one value stand for the key `""`. In a writeback there is no way to `Switch`, whose default may clear
 * a value there.
 */
export function iifOrSwitch(file: MappingFile, model: MappingModel, offset: number): Rewriting[] {
  const placed = declarationAt(file, offset);
  if (placed?.declaration.kind !== 'map' || placed.problems.length > 0) return [];
  const { source } = placed.declaration;
  if (!isExpression(source)) return [];
  const writer = new ChoiceWriter(file, placed, model);
  for (const call of callsAround(source, offset - placed.offset)) {
    if (holdsComment(file, placed, call) || !isSound(call)) continue;
    const written = call.name === 'IIF' ? writer.asSwitch(call) : writer.asIif(call);
    if (written === undefined) continue;
    const title = call.name === 'IIF' ? 'Write this IIF as a Switch' : 'Write this Switch as IIF';
    return [{ title, edits: [{ start: placed.offset + call.start, end: placed.offset + call.end, text: written }] }];
  }
  return [];
}

/** The calls of the two functions that hold an offset, the innermost first. */
function callsAround(source: Expression, at: number): CallExpression[] {
  const found: CallExpression[] = [];
  walkExpression(source, (node) => {
    const isChoice = node.kind === 'call' && (node.name === 'IIF' || node.name === 'Switch');
    if (isChoice && node.start <= at && at <= node.end) found.unshift(node);
  });
  return found;
}

/** A question that a key of `Switch` asks too: whether a part is this text. */
interface Question {
  readonly of: Expression;
  /** The text as written. */
  readonly key: string;
  readonly isYes: boolean;
}

class ChoiceWriter {
  constructor(
    private readonly file: MappingFile,
    private readonly placed: PlacedDeclaration,
    private readonly model: MappingModel,
  ) {}

  asSwitch(iif: CallExpression): string | undefined {
    if (this.model.direction !== 'inbound') return undefined;
    const [condition, yes, no] = iif.arguments;
    const first = this.#question(condition);
    if (first === undefined) return undefined;
    if (!first.isYes) return this.#call('Switch', [this.#text(first.of), this.#text(yes), first.key, this.#text(no)]);
    const pairs = [first.key, this.#text(yes)];
    let rest = no;
    for (;;) {
      const next = rest?.kind === 'call' && rest.name === 'IIF' ? this.#question(rest.arguments[0]) : undefined;
      if (rest?.kind !== 'call' || !next?.isYes || !this.#same(first.of, next.of)) break;
      pairs.push(next.key, this.#text(rest.arguments[1]));
      rest = rest.arguments[2];
    }
    return this.#call('Switch', [this.#text(first.of), this.#text(rest), ...pairs]);
  }

  asIif({ arguments: [of, otherwise, ...pairs] }: CallExpression): string | undefined {
    if (of === undefined || !isSteady(of) || pairs.length < 2 || pairs.length % 2 === 1) return undefined;
    if (pairs.length > 2 * MOST_PAIRS) return undefined;
    let written: string | undefined = this.#text(otherwise);
    for (let at = pairs.length - 2; at >= 0; at -= 2) {
      const [key, value] = pairs.slice(at, at + 2);
      if (key?.kind !== 'string' || written === undefined) return undefined;
      written =
        key.value === '' && pairs.length === 2 && this.#hasOneValue(of)
          ? this.#call('IIF', [`IsPresent(${this.#text(of)})`, written, this.#text(value)])
          : this.#call('IIF', [`${this.#text(of)} = ${this.#text(key)}`, this.#text(value), written]);
    }
    return written;
  }

  /** A condition as the question of a `Switch`; undefined for any other condition. */
  #question(condition: Expression | undefined): Question | undefined {
    if (condition?.kind === 'comparison' && (condition.operator === '=' || condition.operator === '<>')) {
      const { left, right } = condition;
      const [of, key] = left.kind === 'string' ? [right, left] : [left, right];
      if (key.kind !== 'string' || of.kind === 'string' || of.kind === 'number' || !isSteady(of)) return undefined;
      return { of, key: this.#text(key), isYes: condition.operator === '=' };
    }
    if (condition?.kind !== 'call') return undefined;
    const [of] = condition.arguments;
    if (of === undefined || !this.#hasOneValue(of)) return undefined;
    if (condition.name === 'IsPresent') return { of, key: '""', isYes: false };
    return condition.name === 'IsNullOrEmpty' ? { of, key: '""', isYes: true } : undefined;
  }

  /** A `Switch` takes one text; a test of presence takes a list, too. */
  #hasOneValue(of: Expression): boolean {
    return of.kind === 'attribute' && this.model.sources.get(of.name)?.multivalued === false;
  }

  #same(one: Expression, other: Expression): boolean {
    return sameExpression(this.#text(one), this.#text(other));
  }

  #text(part: Expression | undefined): string {
    return part === undefined ? '' : textOf(this.file, this.placed, part);
  }

  /** A call of these parts; undefined where one is empty that must not be: the default of `Switch` alone may. */
  #call(name: 'IIF' | 'Switch', parts: readonly string[]): string | undefined {
    if (parts.some((part, index) => part === '' && (name === 'IIF' || index !== 1))) return undefined;
    return `${name}(${parts.map((part, index) => (index === 0 || part === '' ? part : ` ${part}`)).join(',')})`;
  }
}

/** Whether a part has the same value however often it is asked, and never takes the target out of the change. */
function isSteady(part: Expression): boolean {
  let steady = part.kind === 'attribute' || part.kind === 'call';
  walkExpression(part, (node) => {
    if (node.kind !== 'call') return;
    const { needs = [] } = expressionFunctions.get(node.name) ?? {};
    steady &&= needs.length === 0 && node.name !== 'IgnoreFlowIfNullOrEmpty';
  });
  return steady;
}
