import { parameterReferences } from '../language/parameters.ts';
import type { CallExpression, Expression } from '../language/syntax.ts';
import { combinationsOf } from './combinations.ts';
import { isSound } from './expression-sites.ts';
import { foresee, isNothing } from './foreseen-value.ts';

/** Functions that give a text that is not empty, whatever they are given. */
const ALWAYS_FILLED: ReadonlySet<string> = new Set([
  'BitAnd',
  'CBool',
  'Count',
  'DefaultDomain',
  'Guid',
  'InStr',
  'IsNull',
  'IsNullOrEmpty',
  'IsPresent',
  'IsString',
  'Len',
  'Not',
  'Now',
  'RandomString',
]);

/** Functions that give an empty text where they are given nothing. */
const EMPTY_OF_NULL: ReadonlySet<string> = new Set(['Join', 'Left', 'Word']);

/** Functions that give null only where their first argument is null. */
const NULL_OF_NULL: ReadonlySet<string> = new Set([
  'Append',
  'CStr',
  'Mid',
  'NormalizeDiacritics',
  'PCase',
  'StripSpaces',
  'ToLower',
  'ToUpper',
]);

/** What an expression gives where its attributes have no value. */
export interface NothingGiven {
  /** It may be null or dropped; also where that is not known. */
  readonly null: boolean;
  /** It may be an empty text: surely for somebody, or perhaps. */
  readonly empty: 'yes' | 'perhaps' | 'no';
}

/** Whether an expression may be null, and whether it may be an empty text, as far as that can be foreseen. */
export function nothingGiven(
  expression: Expression,
  parameters: ReadonlyMap<string, string> | undefined,
): NothingGiven {
  const found = { null: false, empty: false, unknown: false };
  for (const combination of combinationsOf([expression], parameters)) {
    const value = foresee(expression, combination);
    if (value.kind === 'unknown' || !combination.complete) found.unknown = true;
    if (value.kind === 'text') found.empty ||= isNothing(value);
    else found.null ||= isNothing(value);
  }
  const least = found.unknown && isSound(expression) ? leastOf(expression) : 'null';
  return {
    null: found.null || (found.unknown && least === 'null'),
    empty: found.empty ? 'yes' : found.unknown && least !== 'filled' ? 'perhaps' : 'no',
  };
}

/** The least that an expression can give: null, an empty text, or some text. */
type Least = 'null' | 'empty' | 'filled';

/** What the form of an expression alone tells. */
function leastOf(node: Expression | undefined): Least {
  switch (node?.kind) {
    case 'string':
      return node.value === '' || parameterReferences(node.value).length > 0 ? 'empty' : 'filled';
    case 'number':
    case 'comparison':
      return 'filled';
    case 'call':
      return leastOfCall(node);
    default:
      return 'null';
  }
}

function leastOfCall({ name, arguments: slots }: CallExpression): Least {
  if (name === 'IIF') return least([slots[1], slots[2]]);
  if (name === 'Switch') return least(slots.filter((_, index) => index % 2 === 1));
  if (name === 'Coalesce') return leastOf(slots.at(-1));
  if (ALWAYS_FILLED.has(name)) return 'filled';
  if (EMPTY_OF_NULL.has(name)) return 'empty';
  return NULL_OF_NULL.has(name) && leastOf(slots[0]) !== 'null' ? 'empty' : 'null';
}

function least(parts: readonly (Expression | undefined)[]): Least {
  const all = parts.map(leastOf);
  return all.includes('null') ? 'null' : all.includes('empty') ? 'empty' : 'filled';
}
