import { isExpression } from '../../core/analysis/bind.ts';
import type { BoundMapping } from '../../core/analysis/model.ts';
import { CREATE_REQUIRED } from '../../core/catalog/create-required.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { type WritebackGroup, writebackTargets } from '../../core/catalog/writeback-targets.ts';
import { attributesOf } from '../../core/language/walk.ts';
import { displayAttribute, displayOutcome } from '../../core/mapping/display.ts';
import {
  details,
  documentationLines,
  type HoverContext,
  type Lines,
  type NameLines,
  valueLine,
  WIDE,
} from './hover-context.ts';

const RECORDS: Readonly<Record<Exclude<WritebackGroup, 'person'>, string>> = {
  email: 'PerEmail',
  businessPhone: 'PerPhone',
  cellPhone: 'PerPhone',
  user: 'User',
};

/** A target attribute: type, its value and what that was made of; then what Graph or SuccessFactors calls it. */
export const target: NameLines = (context, { symbol, role, placed }) => {
  const { analysis, markup } = context;
  const { name } = symbol;
  const known = analysis.model.targets.get(name);
  const type = known === undefined ? '' : ` : ${known.type}${known.multivalued ? '[]' : ''}`;
  const mapping = analysis.model.mappings.find((one) => one.target === name);
  return [
    `${markup.strong(name)}${type}`,
    ...documentationLines(context, role === 'read' ? undefined : placed.documentation),
    ...(mapping === undefined ? [] : mappingLines(context, mapping)),
    ...details(...systemSentences(context, name), ...requiredSentences(context, name)),
  ];
};

function systemSentences({ analysis, markup }: HoverContext, name: string): Lines {
  const { direction, pair } = analysis.model;
  if (direction === 'writeback') {
    const known = writebackTargets.get(name);
    if (known === undefined) return [];
    const path = analysis.model.targets.get(name)?.path ?? known.path;
    if (known.group === 'person') return [`The joining attribute of SuccessFactors, ${markup.code(path)}.`];
    return [`Written to ${markup.text(`${RECORDS[known.group]}.${known.property}`)}, ${markup.code(path)}.`];
  }
  const place = pair === 'SuccessFactors->EntraID' ? entraAttribute(name)?.graphPlace : undefined;
  return place === undefined || place === name ? [] : [`In Microsoft Graph ${markup.code(place)}.`];
}

function requiredSentences({ analysis }: HoverContext, name: string): Lines {
  const { pair } = analysis.model;
  if (pair === 'SuccessFactors->EntraID' && CREATE_REQUIRED.includes(name)) {
    return ['Entra ID creates no account without it.'];
  }
  return [];
}

/** The value, and the values of the attributes that it was made of. */
function mappingLines(context: HoverContext, { target, placed }: BoundMapping): Lines {
  const { analysis, markup } = context;
  const outcome = analysis.evaluation?.targets.get(target);
  const { source } = placed.declaration;
  const names = isExpression(source) ? [...attributesOf(source)] : [];
  const inputs = names.flatMap((name) => {
    const value = analysis.evaluation?.attributes.get(name);
    return value === undefined ? [] : [`${markup.text(`[${name}]`)} ${markup.code(displayAttribute(value, WIDE))}`];
  });
  return [
    ...(outcome === undefined ? [] : [valueLine(context, displayOutcome(outcome, WIDE))]),
    ...(inputs.length === 0 ? [] : [markup.list(inputs)]),
  ];
}
