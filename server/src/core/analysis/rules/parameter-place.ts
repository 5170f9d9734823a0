import { parameterReferences } from '../../language/parameters.ts';
import type { JsonNode, PlacedDeclaration, Span, StringExpression } from '../../language/syntax.ts';
import { isExpression, walkExpression } from '../../language/walk.ts';
import type { DeclarationContext, Rule } from '../diagnostic.ts';

const ATTRIBUTE = 'the name of an attribute';

/** A parameter is replaced in constants, scope values, expectations and literals of a path, and nowhere else. */
export const parameterPlace: Rule = {
  code: 'SFM1105',
  severity: 'error',
  title: 'A parameter where none is replaced',
  page: {
    why: '`{{name}}` is replaced in the texts of expressions, in `default`, in scope values, in expectations and in quoted literals of a JSONPath. Anywhere else it stays as it is: a file would be looked for by that very name.',
    wrong: `provision SuccessFactors -> EntraID

param tenant = "contoso"

sample rita = "people/{{tenant}}.json"

map {
  companyName <- "{{tenant}}"
}
`,
    right: `provision SuccessFactors -> EntraID

param tenant = "contoso"

sample rita = "people/contoso.json"

map {
  companyName <- "{{tenant}}"
}
`,
  },
  each: {
    map: (placed, context) => {
      const { source } = placed.declaration;
      if (!isExpression(source)) return;
      walkExpression(source, (node) => {
        if (node.kind === 'attribute') report(context, placed, node, ATTRIBUTE, false);
      });
    },
    scope: (placed, context) => {
      for (const { attribute } of placed.declaration.clauses)
        if (attribute !== undefined) report(context, placed, attribute, ATTRIBUTE, false);
    },
    param: (placed, context) => checkText(context, placed, placed.declaration.text, 'the text of a parameter'),
    sample: (placed, context) => checkText(context, placed, placed.declaration.file, 'the name of a file'),
    test: (placed, context) => checkText(context, placed, placed.declaration.name, 'the name of a test'),
    given: (placed, context) => {
      checkText(context, placed, placed.declaration.file, 'the name of a file');
      checkJson(context, placed, placed.declaration.json);
    },
    existing: (placed, context) => checkJson(context, placed, placed.declaration.json),
    person: (placed, context) => checkText(context, placed, placed.declaration.id, 'the id of a person'),
    domain: (placed, context) => checkText(context, placed, placed.declaration.domain, 'a domain'),
    taken: (placed, context) => checkText(context, placed, placed.declaration.value, 'a value that is taken'),
  },
};

function checkText(
  context: DeclarationContext,
  placed: PlacedDeclaration,
  node: StringExpression | undefined,
  where: string,
): void {
  if (node !== undefined) report(context, placed, { start: node.start + 1, end: node.end - 1 }, where, false);
}

/** JSON of a system may hold braces of its own: only a parameter of the file is meant as one. */
function checkJson(context: DeclarationContext, placed: PlacedDeclaration, node: JsonNode | undefined): void {
  if (node !== undefined) report(context, placed, node, 'JSON', true);
}

function report(
  context: DeclarationContext,
  placed: PlacedDeclaration,
  span: Span,
  where: string,
  declaredAlone: boolean,
): void {
  for (const { name, start, end } of parameterReferences(context.textOf(placed, span))) {
    if (declaredAlone && !context.declaresParameter(name)) continue;
    context.report(
      placed,
      { start: span.start + start, end: span.start + end },
      {
        message: `In ${where} no parameter is replaced. Write what is meant instead of {{${name}}}.`,
      },
    );
  }
}
