import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { nearestName } from '../nearest-name.ts';
import { dateOf, isoText } from './dates.ts';
import type { Token } from './evaluation.ts';
import type { EmptyCause } from './explain.ts';
import { listNoun, nounOf, recordName } from './nouns.ts';
import { overListWords } from './over-list-words.ts';
import type { FilterTest, LiteralSide, PathOperator, PathStep } from './path-syntax.ts';
import { textOf } from './text.ts';

/** An empty value in words. */
export interface EmptyWords {
  /** Three or four words for an inline value: `no second employment`. */
  readonly short: string;
  /** A whole sentence, with the cure where there is one. */
  readonly sentence: string;
  /** The name that was probably meant, where the object that is there lacks the one that is written. */
  readonly nearest?: string;
  /** What is to be written before the step, where it asks a list for what its records hold: `.results[0]`. */
  readonly choice?: string;
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
const MOST_RECORDS = 100;

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

function missingWords(place: EmptyPlace, object: JsonObject): EmptyWords {
  const { at, token } = place;
  const holder = recordName(at);
  const names = namesAsked(place);
  const name = names.join(' and no ');
  const short = `no ${names.join(' or ')}`;
  const existing = Object.keys(token as object).slice(0, MOST_NAMES);
  const nearest = names.length === 1 ? nearestName(name, existing) : undefined;
  const results = object['results'];
  if (Array.isArray(results)) {
    const list = { records: results, name: at.length === 0 ? 'results' : `${holder}.results`, step: '.results' };
    const asked = { names, written: written(place), what: `${holder} holds a list of records` };
    const words = overListWords(asked, list);
    if (words.found || nearest === undefined) return { short, ...words.told };
  }
  if (name === 'results' && at.length > 0) {
    return {
      short: `${holder} is one record`,
      sentence: `${holder} holds one record and no list: leave .results out.`,
    };
  }
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
  const asked = { names: namesAsked(place), written: written(place), what: `${whole} is a list` };
  const { told } = overListWords(asked, { records: token, name: whole, step: '' });
  return { short: `${list} is a list`, ...told };
}

function namesAsked({ step }: EmptyPlace): readonly string[] {
  if (step?.kind === 'fields') return step.names.map(({ name }) => name);
  return step?.kind === 'field' ? [step.name] : [];
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
  const first = step?.kind === 'index' ? step.index : step?.kind === 'slice' ? (step.from ?? -1) : -1;
  if (first >= length) {
    return { short: `no ${ordinal(first)} ${noun}`, sentence: `${records}, so ${written(place)} selects nothing.` };
  }
  if (step?.kind === 'filter') {
    const tested: readonly Json[] = Array.isArray(token) ? token : [];
    const lacked = fieldLacked(step.test, tested);
    if (lacked !== undefined) {
      const { name: field, nearest } = lacked;
      const question = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
      return {
        short: `no ${field}`,
        sentence: `${length === 1 ? `The record of ${name} has no ${field}` : `No record of ${name} has ${field}`}, which ${written(place)} tests.${question}`,
      };
    }
    const values = valuesTested(step.test, tested);
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

/** A name that a filter asks of each record, where there are records and none has it. */
function fieldLacked(
  test: FilterTest,
  records: readonly Json[],
): { readonly name: string; readonly nearest: string | undefined } | undefined {
  const objects = records.slice(0, MOST_RECORDS).filter(isJsonObject);
  if (objects.length === 0 || records.length > MOST_RECORDS || objects.length < records.length) return undefined;
  for (const term of test.terms) {
    const sides = term.kind === 'comparison' ? [term.left, term.right] : [term.side];
    for (const side of sides) {
      const step = side.kind === 'path' && side.from === 'element' ? side.steps[0] : undefined;
      if (step?.kind !== 'field' || objects.some((object) => Object.hasOwn(object, step.name))) continue;
      const existing = new Set(objects.flatMap((object) => Object.keys(object).slice(0, MOST_NAMES)));
      return { name: step.name, nearest: nearestName(step.name, existing) };
    }
  }
  return undefined;
}

/** What a filter asks of one field: a comparison, or several for equality joined by `||`. */
interface FieldTest {
  readonly field: readonly string[];
  readonly operator: PathOperator;
  readonly values: readonly LiteralSide['value'][];
}

function fieldTest(test: FilterTest): FieldTest | undefined {
  const found = test.terms.map((term) => {
    if (term.kind !== 'comparison' || term.left.kind !== 'path' || term.right.kind !== 'literal') return undefined;
    const { left, operator, right } = term;
    const field = left.steps.flatMap((step) => (step.kind === 'field' ? [step.name] : []));
    const isPlain = left.from === 'element' && field.length > 0 && field.length === left.steps.length;
    return isPlain ? { field, operator, value: right.value } : undefined;
  });
  const [first] = found;
  if (first === undefined) return undefined;
  const same = found.every((one) => one?.field.join() === first.field.join());
  const alternatives =
    test.connectives.every(({ operator }) => operator === '||') && found.every((one) => one?.operator === '==');
  if (found.length > 1 && !(same && alternatives)) return undefined;
  return { field: first.field, operator: first.operator, values: found.map((one) => one?.value ?? null) };
}

function filterShort(test: FilterTest, noun: string): string {
  const asked = fieldTest(test) ?? innerTest(test);
  const field = asked?.field.findLast((part) => part !== 'externalCode') ?? '';
  const values = asked?.values.map(String) ?? [];
  if (asked?.operator === '!=' && values[0] === 'null') return `no ${nounOf(field)} is set`;
  if (asked?.operator === '==') {
    const text = values.length < 3 ? values.join(' or ') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
    if (field === 'assignmentClass') return `no ${text} ${noun}`;
    if (/type$/i.test(field)) return `no ${noun} of type ${text}`;
    return `no ${noun} with ${nounOf(field)} ${text}`;
  }
  return `no ${noun} passes the test`;
}

/** The test of the one filter that a filter consists of: the employment that has an active job. */
function innerTest({ terms }: FilterTest): FieldTest | undefined {
  const [term] = terms;
  if (terms.length !== 1 || term?.kind !== 'existence' || term.side.kind !== 'path') return undefined;
  const last = term.side.steps.at(-1);
  return last?.kind === 'filter' ? fieldTest(last.test) : undefined;
}

/** What stands in the field that a filter tests: `Their assignmentClass is ST and null.` */
function valuesTested(test: FilterTest, records: readonly Json[]): string | undefined {
  const asked = fieldTest(test);
  if (asked === undefined) return undefined;
  const values = records.slice(0, 5).map((record) => {
    let value: Json | undefined = record;
    for (const part of asked.field) value = isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    return value;
  });
  const distinct = [...new Set(values.map(shownValue))];
  const more = records.length > 5 ? ' …' : '';
  const told = `Their ${asked.field.join('.')} is ${distinct.join(', ')}${more}.`;
  const text = values.find(
    (value) => typeof value === 'string' && asked.values.some((literal) => isOther(literal, value)),
  );
  return text === undefined ? told : `${told} A text equals a text alone: write '${String(text)}'.`;
}

/** A value as a filter compares it. */
function shownValue(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  if (value === null || typeof value === 'boolean') return String(value);
  const date = typeof value === 'string' ? dateOf(value) : undefined;
  return date === undefined ? (textOf(value) ?? 'a record') : isoText(date);
}

/** Whether a literal is written like a text and is none. */
function isOther(literal: LiteralSide['value'], value: Json): boolean {
  return typeof literal !== 'string' && literal !== null && String(literal) === value;
}

function ordinal(index: number): string {
  const number = index + 1;
  const teen = number % 100 > 10 && number % 100 < 14;
  return ORDINALS[index] ?? `${number}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
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
