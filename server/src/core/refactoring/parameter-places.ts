import { editOf, type TextEdit } from '../analysis/diagnostic.ts';
import { pathOf } from '../analysis/paths.ts';
import { type WrittenPath, writtenPaths } from '../analysis/written-paths.ts';
import { everyTest } from '../jsonpath/every-step.ts';
import { type FilterSide, isRejected } from '../jsonpath/path-syntax.ts';
import type { Declaration, MappingFile, PlacedDeclaration, Span, StringExpression } from '../language/syntax.ts';
import { isExpression, walkExpression } from '../language/walk.ts';

/** A text in which parameters are replaced: of an expression, of `default`, of the scope, of a path's filter, expected. */
export interface ParameterPlace {
  readonly placed: PlacedDeclaration;
  /** With its quotes, in the declaration. */
  readonly span: Span;
  /** The text as it is read; parameters are still in it. */
  readonly value: string;
  /** What the text is for, as a name: the target, the field that is compared with it. */
  readonly about: string;
  /** What a test expects stays a text: it says what comes out, whatever the tenant. */
  readonly isExpected: boolean;
  /** The edit that puts a text in the place of a part of the declaration inside the quotes, with the escapes it needs. */
  edit(part: Span, text: string): TextEdit;
}

/** The texts of one declaration in which parameters are replaced, in no order. */
export function parameterPlaces(file: MappingFile, placed: PlacedDeclaration): readonly ParameterPlace[] {
  const { declaration } = placed;
  if (declaration.kind === 'attribute' || declaration.kind === 'replace') {
    const paths = writtenPaths({ file: { ...file, declarations: [placed] } });
    return paths.flatMap((path) => (path.role === 'replace-from' ? [] : filterTexts(path)));
  }
  return textsOf(declaration).flatMap(([node, about]) => {
    const written = file.text.slice(placed.offset + node.start, placed.offset + node.end);
    // Curly or single quotes, or none at the end: a mistake that is mended first.
    if (!/^"(?:[^"\\]|\\.)*"$/s.test(written)) return [];
    return {
      placed,
      span: { start: node.start, end: node.end },
      value: node.value,
      about,
      isExpected: declaration.kind === 'expect',
      edit: (part, text) => editOf(placed, part, text.replace(/["\\]/g, '\\$&')),
    };
  });
}

function textsOf(declaration: Declaration): (readonly [StringExpression, string])[] {
  switch (declaration.kind) {
    case 'map': {
      const found: (readonly [StringExpression, string])[] = [];
      const target = declaration.target?.text ?? '';
      const { source } = declaration;
      if (isExpression(source))
        walkExpression(source, (node) => {
          if (node.kind === 'string') found.push([node, target]);
        });
      for (const { kind, text } of declaration.options)
        if (kind === 'default' && text !== undefined) found.push([text, `${target}Default`]);
      return found;
    }
    case 'scope':
      return declaration.clauses.flatMap(({ attribute, values }) =>
        values.map((node) => [node, attribute?.name ?? ''] as const),
      );
    case 'expect': {
      const { condition, target } = declaration;
      const nodes = condition === undefined ? [] : 'values' in condition ? condition.values : patternOf(condition);
      return nodes.map((node) => [node, target?.text ?? ''] as const);
    }
    default:
      return [];
  }
}

function patternOf(condition: object): readonly StringExpression[] {
  return 'pattern' in condition && condition.pattern !== undefined ? [condition.pattern as StringExpression] : [];
}

/** The texts that filters of a path compare with. */
function filterTexts(path: WrittenPath): ParameterPlace[] {
  const parsed = pathOf(path.node.text);
  if (isRejected(parsed)) return [];
  return everyTest(parsed.steps).flatMap(({ terms }) =>
    terms.flatMap((term) =>
      term.kind === 'comparison'
        ? [...filterText(path, term.left, term.right), ...filterText(path, term.right, term.left)]
        : [],
    ),
  );
}

function filterText(path: WrittenPath, side: FilterSide, other: FilterSide): ParameterPlace[] {
  if (side.kind !== 'literal' || side.type !== 'string') return [];
  const [field] = other.kind === 'path' ? other.steps.slice(-1) : [];
  const span = path.span(side);
  if (path.edit(side, '') === undefined) return [];
  const quoted = path.node.quoted;
  return [
    {
      placed: path.placed,
      span,
      value: String(side.value),
      about: field?.kind === 'field' ? field.name : (path.name ?? ''),
      isExpected: false,
      edit: (part, text) => {
        const escaped = text.replace(/['\\]/g, '\\$&');
        return editOf(path.placed, part, quoted ? escaped.replace(/["\\]/g, '\\$&') : escaped);
      },
    },
  ];
}
