import { expandParameters } from '../language/parameters.ts';
import type { Expression } from '../language/syntax.ts';
import { walkExpression } from '../language/walk.ts';
import type { Assumed, Assumptions } from './foreseen-value.ts';

/** What the attributes of some expressions may be together. */
export interface Combination extends Assumptions {
  /** `telephoneNumber empty and mobile set`; empty where nothing is read. */
  readonly text: string;
  /** Whether every combination is looked at. */
  readonly complete: boolean;
}

/** More combinations than this are not looked at; what is found among them is true all the same. */
const MOST_COMBINATIONS = 1_024;
/** Texts that an attribute is compared with, beyond which it is not followed. */
const MOST_TEXTS = 32;

type Candidates = ReadonlyMap<string, readonly Assumed[]>;

/**
 * The combinations of values that can make a difference to expressions: each attribute empty, set, and each text that it
 * is compared with. Where there are too many, the last attributes are taken as set.
 */
export function* combinationsOf(
  expressions: readonly Expression[],
  parameters: ReadonlyMap<string, string> | undefined,
): Generator<Combination> {
  const all = candidatesOf(expressions, parameters);
  const candidates = limited(all);
  const complete = [...all].every(
    ([name, { length }]) => candidates.get(name)?.length === length && length < MOST_TEXTS,
  );
  const names = [...candidates.keys()];
  const count = [...candidates.values()].reduce((product, all) => product * all.length, 1);
  for (let number = 0; number < count; number++) {
    let rest = number;
    const assumed = new Map<string, Assumed>();
    for (const name of names) {
      const all = candidates.get(name) ?? [];
      assumed.set(name, all[rest % all.length]);
      rest = Math.floor(rest / all.length);
    }
    yield {
      text: combinationText(assumed),
      complete,
      attribute: (name) => assumed.get(name),
      excludes: (name, text) => candidates.get(name)?.includes(text) === true,
      ...(parameters === undefined ? {} : { parameters }),
    };
  }
}

function limited(candidates: Candidates): Candidates {
  let count = 1;
  const result = new Map<string, readonly Assumed[]>();
  for (const [name, all] of candidates) {
    const fits = count * all.length <= MOST_COMBINATIONS;
    if (fits) count *= all.length;
    result.set(name, fits ? all : [undefined]);
  }
  return result;
}

/** Empty first, then set, then the texts in the order in which they stand. */
function candidatesOf(
  expressions: readonly Expression[],
  parameters: ReadonlyMap<string, string> | undefined,
): Candidates {
  const found = new Map<string, Assumed[]>();
  for (const expression of expressions) {
    walkExpression(expression, (node) => {
      if (node.kind === 'attribute' && !found.has(node.name)) found.set(node.name, [null, undefined]);
    });
  }
  const compare = (attribute: Expression | undefined, others: readonly (Expression | undefined)[]) => {
    const known = attribute?.kind === 'attribute' ? found.get(attribute.name) : undefined;
    if (known === undefined) return;
    for (const other of others) {
      if (other === undefined) continue;
      walkExpression(other, (node) => {
        if (node.kind !== 'string') return;
        const text = expandParameters(node.value, parameters);
        if (text !== '' && known.length < MOST_TEXTS && !known.includes(text)) known.push(text);
      });
    }
  };
  for (const expression of expressions) {
    walkExpression(expression, (node) => {
      if (node.kind === 'comparison') {
        compare(node.left, [node.right]);
        compare(node.right, [node.left]);
      }
      if (node.kind === 'call' && node.name === 'Switch')
        compare(
          node.arguments[0],
          node.arguments.filter((_, index) => index >= 2 && index % 2 === 0),
        );
    });
  }
  return found;
}

function combinationText(assumed: ReadonlyMap<string, Assumed>): string {
  const entries = [...assumed];
  if (entries.every(([, value]) => value === undefined)) {
    return entries.length === 0 ? '' : `${entries.map(([name]) => name).join(' and ')} set`;
  }
  return entries.map(([name, value]) => `${name} ${stateText(value)}`).join(' and ');
}

function stateText(value: Assumed): string {
  if (value === undefined) return 'set';
  return value === null ? 'empty' : `"${value}"`;
}
