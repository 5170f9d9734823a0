import { formatLocation } from '../core/jsonpath/locate.ts';
import type { PathStep } from '../core/jsonpath/path-syntax.ts';
import type { DifferingStep } from './difference.ts';
import type { DifferenceReason } from './kinds.ts';
import { OPERATORS, operatorTail } from './reading-reason.ts';

/** What a name must not hold for jsonpath-plus to read it as it stands. */
const SPECIAL = /[*,;:#()[\]'"\\?%$]|^@/;

/** Why a step selects something else because of how it is written, whatever it is for. */
export function writingReason({ step, written, parsed }: DifferingStep): DifferenceReason | undefined {
  if (step.lead === 0 && /^[.[(]/.test(written)) {
    const sentence =
      "jsonpath-plus takes what stands before the first dot or bracket, here nothing, for a name; Entra's engine needs no $.";
    return { kind: 'root', sentence };
  }
  if (/^\.{3}/.test(written)) {
    const sentence =
      "jsonpath-plus sees names without characters between so many dots; Entra's engine takes them for two.";
    return { kind: 'scan', sentence };
  }
  if (/^\.[[(]/.test(written)) {
    const sentence =
      'To jsonpath-plus a dot before a bracket is the same as two dots: it searches all that lies below.';
    return { kind: 'scan', sentence };
  }
  if (/^\.*\(/.test(written)) {
    const sentence =
      "Parentheses work like brackets in Entra's engine; jsonpath-plus takes them for a part of the name.";
    return { kind: 'syntax', sentence };
  }
  const bare = step.kind === 'filter' || step.kind === 'descendant-filter' ? /^\.*\[\s|\)\s+\]$/ : /\s/;
  if (!bare.test(written.replace(/'(?:[^'\\]|\\.)*'/g, "''"))) return undefined;
  const sentence = `jsonpath-plus takes the blank in ${parsed.text.slice(step.start, step.end)} for a part of the name.`;
  return { kind: 'blanks', sentence };
}

/** Why a step that is no filter selects something else. */
export function stepReason(difference: DifferingStep): DifferenceReason | undefined {
  const { step, written, inputs } = difference;
  const names = namesOf(step);
  if (names.some((name) => OPERATORS.test(name) || name.startsWith('@'))) {
    return { kind: 'operators', sentence: operatorTail() };
  }
  if (names.some((name) => SPECIAL.test(name))) {
    const sentence = `jsonpath-plus does not read ${written} as a plain name: some of its characters mean something to it, quotes or not.`;
    return { kind: 'quotes', sentence };
  }
  if ('ignoredScan' in step) {
    const sentence = `Entra's engine ignores the two dots of ${written}; jsonpath-plus searches all that lies below.`;
    return { kind: 'scan', sentence };
  }
  switch (step.kind) {
    case 'field': {
      const onList = inputs.some(({ value }) => Array.isArray(value) || typeof value === 'string');
      if (step.name === 'length' && onList) return lengthReason();
      return /^\d+$/.test(step.name) && onList ? indexReason(difference) : undefined;
    }
    case 'index':
    case 'indexes':
      return indexReason(difference);
    case 'members':
    case 'elements': {
      const [mine, other] = step.kind === 'members' ? ['objects', 'lists'] : ['lists', 'objects'];
      const sentence = `${written} is for ${mine} alone in Entra's engine; jsonpath-plus takes it for ${other}, too.`;
      return { kind: 'wildcard', sentence };
    }
    case 'slice':
      if (difference.ours.ok) return undefined;
      return {
        kind: 'slice',
        sentence: `${difference.ours.message} jsonpath-plus goes by other rules and does not fail.`,
      };
    case 'descendants':
    case 'descendant-fields':
    case 'everything':
      return scanReason(difference, names[0]);
    case 'fields':
    case 'filter':
    case 'descendant-filter':
      return undefined;
  }
}

/** Why a search finds something else: the same places in another order, the node itself, or the length of a list. */
export function scanReason(difference: DifferingStep, name?: string): DifferenceReason | undefined {
  const { ours, theirs, written, inputs } = difference;
  if (!ours.ok || !theirs.ok) return undefined;
  const sorted = (matches: readonly { readonly path: string }[]) =>
    JSON.stringify(matches.map(({ path }) => path).sort());
  if (sorted(ours.matches) === sorted(theirs.matches)) {
    const sentence =
      "The two search with .. in another order: Entra's engine from the top to the bottom of the payload, jsonpath-plus an object's own fields before what lies in them.";
    return { kind: 'scan', sentence };
  }
  if (name === 'length') return lengthReason();
  if (name !== undefined && /^\d+$/.test(name)) {
    const sentence = `${written} finds elements of lists, too, in jsonpath-plus; in Entra's engine it finds names of objects alone.`;
    return { kind: 'scan', sentence };
  }
  const asked = new Set(inputs.map(({ location }) => formatLocation(location)));
  const tester = new Set(theirs.matches.map(({ path }) => path));
  if (!ours.matches.some(({ path }) => asked.has(path) && !tester.has(path))) return undefined;
  const sentence = `With ${written} Entra's engine looks at the node itself, too, from which the search begins; jsonpath-plus at what lies below it alone.`;
  return { kind: 'scan', sentence };
}

const lengthReason = (): DifferenceReason => ({
  kind: 'length',
  sentence:
    "jsonpath-plus gives the length of a list or a text for length; for Entra's engine it is a name like any other.",
});

function namesOf(step: PathStep): readonly string[] {
  switch (step.kind) {
    case 'field':
    case 'descendants':
      return [step.name];
    case 'fields':
    case 'descendant-fields':
      return step.names.map(({ name }) => name);
    default:
      return [];
  }
}

function indexReason({ step, written, inputs }: DifferingStep): DifferenceReason | undefined {
  const indexes = step.kind === 'index' ? [step.index] : step.kind === 'indexes' ? step.indexes : [];
  if (indexes.some((index) => index < 0)) {
    const sentence = `Entra's engine fails on a negative index: the last element is [-1:]. jsonpath-plus takes ${written} for a name.`;
    return { kind: 'negative-index', sentence };
  }
  if (inputs.some(({ value }) => typeof value === 'string')) {
    const sentence = `jsonpath-plus takes a text for a list of its characters; for Entra's engine ${written} is for lists alone.`;
    return { kind: 'text-index', sentence };
  }
  const sentence = `To jsonpath-plus ${written} is a name as good as an index, as it is written; Entra's engine keeps indexes of lists and names of objects apart.`;
  return { kind: 'index', sentence };
}
