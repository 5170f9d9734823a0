import { compiledPathOf, pathOf } from '../../core/analysis/paths.ts';
import type { PlacedOccurrence } from '../../core/analysis/symbols.ts';
import { pathTypeOf } from '../../core/analysis/typed-paths.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { explainEmpty } from '../../core/jsonpath/explain.ts';
import { formatLocation } from '../../core/jsonpath/locate.ts';
import { textOf } from '../../core/jsonpath/text.ts';
import { expandPathParameters } from '../../core/language/parameters.ts';
import { displayValue } from '../../core/mapping/display.ts';
import { details, type HoverContext, type Lines, type NameLines, WIDE } from './hover-context.ts';
import { placeWords } from './place-words.ts';
import { retrievalLine } from './retrieval-line.ts';

/** As many matches as are counted, and as many values as are shown. */
const MOST = 1_000;
const SHOWN = 5;

/** A step of a JSONPath: what it selects in the sample; then what it is to the entity model, and what the connector fetches. */
export const pathStep: NameLines = (context, occurrence) => {
  const { analysis, markup } = context;
  const { step, symbol } = occurrence;
  if (step === undefined) return undefined;
  const place = placeWords(pathTypeOf(step.selects, analysis.entityModel).end);
  const isSource = !(
    occurrence.placed.declaration.kind === 'attribute' && occurrence.placed.declaration.block === 'target'
  );
  return [
    markup.strong(symbol.kind === 'field' ? symbol.name : writtenStep(occurrence)),
    ...(isSource && analysis.model.direction === 'inbound' ? selectedLines(context, step.selects) : []),
    ...details(
      ...(place === undefined ? [] : [`${markup.text(place)}.`]),
      ...(isSource && symbol.kind === 'field' ? retrievalLine(context, step.selects) : []),
    ),
  ];
};

function writtenStep({ step, start, end }: PlacedOccurrence): string {
  const { path } = step ?? {};
  return path === undefined ? '' : path.text.slice(start - path.start, end - path.start);
}

/** What a path selects in the sample, or why it selects nothing. */
function selectedLines({ analysis, markup }: HoverContext, path: string): Lines {
  if (analysis.sample === undefined) return [];
  const { payload, label } = analysis.sample;
  const expanded = expandPathParameters(path, analysis.parameters);
  const selection = compiledPathOf(expanded).matches(payload, MOST);
  if (!selection.ok) return [`Fails: ${markup.text(selection.message)}`];
  const [first] = selection.results;
  if (first === undefined) {
    const why = explainEmpty(pathOf(expanded), payload);
    return why === undefined ? [] : [`Empty: ${markup.text(why.sentence)}`];
  }
  const values = selection.results.map(({ value }) => value);
  const several =
    values.length === 1 ? '' : `, the first of ${values.length === MOST ? `${MOST} or more` : values.length}`;
  const location = formatLocation(first.location);
  const found = location === '' || `$.${location}` === path ? '' : `, found at ${markup.code(location)}`;
  return [`${valuesText(markup.code, values)} for ${markup.text(label)}${found}${several}`];
}

function valuesText(code: (text: string) => string, values: readonly Json[]): string {
  const [first] = values;
  const list = values.length === 1 ? listIn(first) : undefined;
  if (list !== undefined) return counted(list.length, 'record');
  if (first !== null && typeof first === 'object') return counted(values.length, 'record');
  const texts = [...new Set(values.map((value) => displayValue(textOf(value), WIDE)))];
  const more = texts.length > SHOWN ? ` and ${texts.length - SHOWN} more` : '';
  return `${texts.slice(0, SHOWN).map(code).join(', ')}${more}`;
}

/** The records of `{"results": […]}`, or of the list itself. */
function listIn(value: Json | undefined): readonly Json[] | undefined {
  const results = isJsonObject(value) ? value['results'] : value;
  return Array.isArray(results) ? results : undefined;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
