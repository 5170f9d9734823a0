import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { nearestName } from '../nearest-name.ts';
import type { Token } from './evaluation.ts';
import type { EmptyCause } from './explain.ts';
import { listNoun, nounOf, recordName } from './nouns.ts';
import type { ComparisonTerm, FilterTest, PathStep } from './path-syntax.ts';
import { textOf } from './text.ts';

/** An empty value in words. */
export interface EmptyWords {
  /** Three or four words for an inline value: `no second employment`. */
  readonly short: string;
  /** A whole sentence, with the cure where there is one. */
  readonly sentence: string;
  /** The name that was probably meant, where the object that is there lacks the one that is written. */
  readonly nearest?: string;
}

interface EmptyPlace {
  readonly cause: EmptyCause;
  readonly step: PathStep | undefined;
  readonly token: Token;
  readonly at: readonly (string | number)[];
  readonly text: string;
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const MOST_NAMES = 2_000;

/** The words for a place at which a step found nothing. */
export function wordsFor(place: EmptyPlace): EmptyWords {
  const words = rawWords(place);
  return words.sentence.startsWith('the payload') ? { ...words, sentence: `T${words.sentence.slice(1)}` } : words;
}

function rawWords(place: EmptyPlace): EmptyWords {
  const { cause, at } = place;
  const name = recordName(at);
  switch (cause) {
    case 'value-is-null':
      return { short: `${lastName(at)} is null`, sentence: `${lastName(at)} is null in this sample.` };
    case 'null':
      return {
        short: `${name} is null`,
        sentence: `${name} is null in this sample, so ${written(place)} finds nothing.`,
      };
    case 'deferred':
      return {
        short: `${name} not expanded`,
        sentence: `${name} is not expanded in this sample: it holds a link instead of its content.`,
      };
    case 'empty':
      return { short: `no ${listNoun(at)}`, sentence: `${name} is empty in this sample.` };
    case 'missing':
      return missingWords(place, place.token as JsonObject);
    case 'not-an-object':
      return notAnObjectWords(place);
    case 'not-an-array':
      return notAnArrayWords(place);
    case 'no-match':
      return noMatchWords(place);
  }
}

function missingWords({ step, at, token }: EmptyPlace, object: JsonObject): EmptyWords {
  const holder = recordName(at);
  const names =
    step?.kind === 'fields' ? step.names.map(({ name }) => name) : step?.kind === 'field' ? [step.name] : [];
  const name = names.join(' and no ');
  const short = `no ${names.join(' or ')}`;
  const results = object['results'];
  if (Array.isArray(results)) {
    return {
      short,
      sentence: `${holder} holds a list of records: write ${holder}.results[0].${names[0] ?? ''} to read the first one.`,
    };
  }
  if (name === 'results' && at.length > 0) {
    return {
      short: `${holder} is one record`,
      sentence: `${holder} holds one record and no list: leave .results out.`,
    };
  }
  const existing = Object.keys(token as object).slice(0, MOST_NAMES);
  const nearest = names.length === 1 ? nearestName(name, existing) : undefined;
  const sentence = `${holder} has no ${name}.`;
  return nearest === undefined
    ? { short, sentence }
    : { short, sentence: `${sentence} Did you mean ${nearest}?`, nearest };
}

function notAnObjectWords(place: EmptyPlace): EmptyWords {
  const { at, token } = place;
  const name = recordName(at);
  if (!Array.isArray(token)) {
    return {
      short: `${name} is a value`,
      sentence: `${name} is a single value, so ${written(place)} finds nothing in it.`,
    };
  }
  const list = lastName(at);
  const whole = list === name ? list : `${name}.${list}`;
  return {
    short: `${list} is a list`,
    sentence: `${whole} is a list: write ${whole}[0].${written(place)} to read its first record.`,
  };
}

function notAnArrayWords(place: EmptyPlace): EmptyWords {
  const { at, token } = place;
  const name = recordName(at);
  const list = isJsonObject(token as Json) ? (token as JsonObject)['results'] : undefined;
  if (Array.isArray(list)) {
    return {
      short: `${name} needs .results`,
      sentence: `${name} holds its records in results: write ${name}.results${written(place)}.`,
    };
  }
  const what = typeof token === 'object' ? 'one record' : 'a single value';
  return {
    short: `${name} is no list`,
    sentence: `${name} holds ${what} and no list, so ${written(place)} selects nothing.`,
  };
}

function noMatchWords(place: EmptyPlace): EmptyWords {
  const { step, at, token } = place;
  const name = recordName(at);
  const noun = listNoun(at);
  const length = Array.isArray(token) ? token.length : 0;
  const records = `${name} has ${length} ${length === 1 ? 'record' : 'records'} in this sample`;
  if (step?.kind === 'index') {
    const ordinal = ORDINALS[step.index] ?? `${step.index + 1}th`;
    return { short: `no ${ordinal} ${noun}`, sentence: `${records}, so ${written(place)} selects nothing.` };
  }
  if (step?.kind === 'filter') {
    const values = valuesTested(step.test, Array.isArray(token) ? token : []);
    return {
      short: filterShort(step.test, noun),
      sentence: `${records}, and none passes ${written(place)}.${values === undefined ? '' : ` ${values}`}`,
    };
  }
  if (step?.kind === 'descendants') {
    return { short: `no ${step.name}`, sentence: `Nothing below ${name} is called ${step.name} in this sample.` };
  }
  return { short: `no such ${noun}`, sentence: `${written(place)} selects nothing from ${name} in this sample.` };
}

/** The comparison of a filter that has one alone, of a path of the element with a literal. */
function onlyComparison(test: FilterTest): { field: string[]; term: ComparisonTerm; value: string } | undefined {
  const [term] = test.terms;
  if (test.terms.length !== 1 || term?.kind !== 'comparison') return undefined;
  const { left, right } = term;
  if (left.kind !== 'path' || left.from !== 'element' || right.kind !== 'literal') return undefined;
  const field = left.steps.flatMap((step) => (step.kind === 'field' ? [step.name] : []));
  if (field.length === 0 || field.length !== left.steps.length) return undefined;
  return { field, term, value: String(right.value) };
}

function filterShort(test: FilterTest, noun: string): string {
  const only = onlyComparison(test);
  const field = only?.field.findLast((part) => part !== 'externalCode') ?? '';
  if (only?.term.operator === '!=' && only.value === 'null') return `no ${nounOf(field)} is set`;
  if (only?.term.operator === '==') {
    if (field === 'assignmentClass') return `no ${only.value} ${noun}`;
    if (/type$/i.test(field)) return `no ${noun} of type ${only.value}`;
    return `no ${noun} with ${nounOf(field)} ${only.value}`;
  }
  return `no ${noun} passes the test`;
}

/** What stands in the field that a filter tests: `Their assignmentClass is ST and null.` */
function valuesTested(test: FilterTest, records: readonly Json[]): string | undefined {
  const only = onlyComparison(test);
  if (only === undefined) return undefined;
  const found = records.slice(0, 5).map((record) => {
    let value: Json | undefined = record;
    for (const part of only.field) value = isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    if (value === undefined) return 'absent';
    return value === null ? 'null' : (textOf(value) ?? 'a record');
  });
  const distinct = [...new Set(found)];
  const more = records.length > 5 ? ' …' : '';
  return `Their ${only.field.join('.')} is ${distinct.join(', ')}${more}.`;
}

/** The step as the author wrote it. */
function written({ step, text }: EmptyPlace): string {
  if (step === undefined) return 'the path';
  const source = text.slice(step.start, step.end);
  return source.length > 80 ? `${source.slice(0, 79)}…` : source;
}

function lastName(at: readonly (string | number)[]): string {
  const name = at.findLast((key) => typeof key === 'string');
  return name === undefined ? 'the payload' : String(name);
}
