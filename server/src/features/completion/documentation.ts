import type { Analysis } from '../../core/analysis/analyse.ts';
import { codePages } from '../../core/analysis/code-page.ts';
import type { SourceAttribute } from '../../core/analysis/model.ts';
import { pathOf } from '../../core/analysis/paths.ts';
import { conditionalStep, neverFetchedStep } from '../../core/analysis/retrieval-paths.ts';
import { pathTypeOf } from '../../core/analysis/typed-paths.ts';
import { functionDocuments } from '../../core/catalog/function-documents.ts';
import { functionSignatures, signatureText } from '../../core/catalog/functions.ts';
import { writebackTargets } from '../../core/catalog/writeback-targets.ts';
import { explainEmpty } from '../../core/jsonpath/explain.ts';
import { expandPathParameters } from '../../core/language/parameters.ts';
import type { Markup } from '../../core/markup.ts';
import type { Documented } from './completion-item.ts';
import { attributeValue } from './sample-values.ts';

/** What there is to read of an item, in paragraphs; none where there is nothing beyond the item itself. */
export function documentationLines(analysis: Analysis, { of, name }: Documented, markup: Markup): readonly string[] {
  switch (of) {
    case 'function':
      return functionLines(name, markup);
    case 'attribute':
      return attributeLines(analysis, name, markup);
    case 'target':
      return targetLines(analysis, name, markup);
    case 'path':
      return retrievalLines(analysis, name, markup);
    case 'code': {
      const page = codePages.find(({ code }) => code === name);
      return page === undefined
        ? []
        : [
            `${markup.strong(page.code)} ${markup.text(page.title)}`,
            ...(page.page?.why === undefined ? [] : [markup.prose(page.page.why)]),
          ];
    }
  }
}

/** Signature, what it does, each parameter, null and empty, and where Microsoft's pages differ. */
function functionLines(name: string, markup: Markup): readonly string[] {
  const signature = functionSignatures.get(name);
  const document = functionDocuments.get(name);
  if (signature === undefined) return [];
  return [
    `${markup.strong(signatureText(signature))} → ${signature.returns}`,
    markup.prose(signature.summary),
    ...(document === undefined
      ? []
      : [
          markup.prose(document.details),
          ...parameterLines(document.parameters, markup),
          `Null and empty: ${markup.prose(document.empty)}`,
          ...(document.use === undefined ? [] : [markup.prose(document.use)]),
          ...(document.differs === undefined ? [] : [`Microsoft's pages differ: ${markup.prose(document.differs)}`]),
        ]),
  ];
}

function parameterLines(parameters: Readonly<Record<string, string>>, markup: Markup): string[] {
  const lines = Object.entries(parameters).map(([name, text]) => `${markup.code(name)}: ${markup.prose(text)}`);
  return lines.length === 0 ? [] : [markup.list(lines)];
}

function attributeLines(analysis: Analysis, name: string, markup: Markup): readonly string[] {
  const attribute = analysis.model.sources.get(name);
  if (attribute?.path === undefined) return [];
  return [
    markup.code(attribute.path),
    origin(attribute),
    ...retrievalLines(analysis, attribute.path, markup),
    ...emptyLines(analysis, attribute, markup),
  ];
}

function origin({ origin: from, entity, confidence }: SourceAttribute): string {
  if (from === 'file') return 'Declared in this file.';
  const rewritten = from === 'replaced' ? ', its path rewritten by a replace line' : '';
  const grade = confidence === undefined ? '' : ` Confidence of the path: ${confidence}.`;
  return `Built-in attribute${entity === undefined ? '' : ` of ${entity}`}${rewritten}.${grade}`;
}

/** Whether the connector fetches what the path goes through. */
function retrievalLines(
  { model, entityModel, generation, parameters }: Analysis,
  path: string,
  markup: Markup,
): readonly string[] {
  if (model.direction === 'writeback') return [];
  const type = pathTypeOf(expandPathParameters(path, parameters), entityModel);
  const never = neverFetchedStep(type, generation);
  if (never !== undefined) {
    const who = never.sinceCurrent ? 'The 2020 edition of the connector' : 'The connector';
    return [`${who} does not read ${markup.text(never.navigation.name)}: this is empty in production.`];
  }
  const step = conditionalStep(type, (name) => model.used.has(name), generation);
  if (step === undefined) return [];
  const names = step.attributes.map(markup.text).join(' or ');
  return [`The connector reads ${markup.text(step.navigation.name)} only if ${names} is mapped.`];
}

function emptyLines(analysis: Analysis, attribute: SourceAttribute, markup: Markup): readonly string[] {
  const { sample, parameters } = analysis;
  if (sample === undefined || attribute.path === undefined || attributeValue(analysis, attribute) !== null) return [];
  const why = explainEmpty(pathOf(expandPathParameters(attribute.path, parameters)), sample.payload);
  return why === undefined ? [] : [`Empty for ${markup.text(sample.label)}: ${markup.text(why.sentence)}`];
}

function targetLines({ model }: Analysis, name: string, markup: Markup): readonly string[] {
  const path = model.targets.get(name)?.path;
  const known = model.direction === 'writeback' ? writebackTargets.get(name) : undefined;
  if (known === undefined) return path === undefined ? [] : [markup.code(path)];
  const record = { person: '', email: 'PerEmail', businessPhone: 'PerPhone', cellPhone: 'PerPhone', user: 'User' };
  const what =
    known.group === 'person'
      ? 'The joining attribute of SuccessFactors.'
      : `Written to ${record[known.group]}.${known.property}.`;
  return [what, markup.code(path ?? known.path)];
}
