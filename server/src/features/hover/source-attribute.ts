import type { SourceAttribute } from '../../core/analysis/model.ts';
import { compiledPathOf, pathOf } from '../../core/analysis/paths.ts';
import { pathTypeOf } from '../../core/analysis/typed-paths.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { explainEmpty } from '../../core/jsonpath/explain.ts';
import { formatLocation } from '../../core/jsonpath/locate.ts';
import { expandPathParameters } from '../../core/language/parameters.ts';
import { displayAttribute } from '../../core/mapping/display.ts';
import { employmentOf } from '../../core/mapping/employment-of.ts';
import type { AttributeValue } from '../../core/mapping/outcome.ts';
import {
  details,
  documentationLines,
  type HoverContext,
  type Lines,
  type NameLines,
  valueLine,
  WIDE,
} from './hover-context.ts';
import { placeWords } from './place-words.ts';
import { retrievalLine } from './retrieval-line.ts';

/** What a grade of confidence stands for. */
const GRADES: Readonly<Record<string, string>> = {
  A: 'printed by Microsoft',
  'A*': "by the pattern of Microsoft's documents",
  B1: 'seen in several public mappings',
  B2: 'seen in public code',
  C: "derived from the entity's node",
  assumed: "from the entity's node",
};

/** A source attribute: type, value and where it was found or why it is empty, path; then where it is from and fetched. */
export const sourceAttribute: NameLines = (context, { symbol, role, placed }) => {
  const { analysis, markup } = context;
  const attribute = analysis.model.sources.get(symbol.name);
  if (attribute === undefined) return [`${markup.strong(symbol.name)} is in no attribute list of this file.`];
  const value = attributeValue(context, attribute);
  return [
    `${markup.strong(attribute.name)} : ${attribute.type}${attribute.multivalued ? '[]' : ''}`,
    ...documentationLines(context, role === 'declaration' ? placed.documentation : undefined),
    ...valueLines(context, attribute, value),
    ...pathLines(context, attribute),
    ...details(...originSentences(context, attribute)),
  ];
};

function attributeValue({ analysis }: HoverContext, { name }: SourceAttribute): AttributeValue | undefined {
  return analysis.evaluation?.attributes.get(name);
}

function pathLines({ analysis, markup }: HoverContext, { path }: SourceAttribute): Lines {
  return path === undefined || analysis.model.direction === 'writeback' ? [] : [markup.code(path)];
}

function originSentences(context: HoverContext, attribute: SourceAttribute): Lines {
  const { analysis, markup } = context;
  const { path, name } = attribute;
  if (analysis.model.direction === 'writeback') {
    const known = entraAttribute(name);
    return known === undefined ? [] : [`Attribute of Entra ID, in Microsoft Graph ${markup.code(known.graphPlace)}.`];
  }
  if (path === undefined) return [];
  const place = placeWords(pathTypeOf(path, analysis.entityModel).end);
  return [
    originText(context, attribute, place),
    ...(place === undefined ? [] : [`${markup.text(place)}.`]),
    ...retrievalLine(context, path),
  ];
}

/** @param place What the path ends at. Some names stand in the list of another entity than their path: the path is right. */
function originText(
  { markup }: HoverContext,
  { origin, entity, confidence }: SourceAttribute,
  place: string | undefined,
): string {
  if (origin === 'file') return 'Declared in this file.';
  const list = origin === 'imported' ? 'Attribute of the imported schema' : 'Built-in attribute';
  const contradicts = entity !== undefined && place !== undefined && !entity.includes('.') && !place.includes(entity);
  const of = entity === undefined || contradicts ? '' : ` of ${markup.text(entity)}`;
  const rewritten = origin === 'replaced' ? ', its path rewritten by a replace line' : '';
  const words = confidence === undefined ? undefined : GRADES[confidence];
  const grade =
    confidence === undefined
      ? ''
      : ` Confidence of the path: ${markup.text(confidence)}${words === undefined ? '' : `, ${words}`}.`;
  return `${list}${of}${rewritten}.${grade}`;
}

/** The value, and where in the payload it stands or why there is none. */
function valueLines(context: HoverContext, { path }: SourceAttribute, value: AttributeValue | undefined): Lines {
  if (value === undefined) return [];
  const shown = valueLine(context, displayAttribute(value, WIDE));
  const { analysis, markup } = context;
  if (analysis.sample === undefined || path === undefined || analysis.model.direction === 'writeback') return [shown];
  const expanded = expandPathParameters(path, analysis.parameters);
  const { payload } = analysis.sample;
  if (value.value === null) {
    const why = explainEmpty(pathOf(expanded), payload);
    return [why === undefined ? shown : `${shown}. ${markup.text(why.sentence)}`];
  }
  const compiled = compiledPathOf(expanded);
  const selection = compiled.matches(payload, 1);
  const location = formatLocation((selection.ok ? selection.results[0]?.location : undefined) ?? []);
  const employment = employmentOf(payload, compiled);
  const which = employment === undefined ? '' : `, ${markup.text(employment)}`;
  // A path that names each record by its number says itself where that is.
  const found = location === '' || `$.${location}` === path ? '' : `, found at ${markup.code(location)}`;
  return [`${shown}${which}${found}`];
}
