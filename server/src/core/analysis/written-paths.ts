import type { PathNode, PlacedDeclaration, Span } from '../language/syntax.ts';
import type { DeclarationChecks, DeclarationContext, RuleContext } from './diagnostic.ts';

/** A JSONPath that stands in the file, and what it is for. */
export interface WrittenPath {
  readonly placed: PlacedDeclaration;
  readonly node: PathNode;
  readonly role: 'source' | 'target' | 'replace-from' | 'replace-to';
  /** The name that the path is declared for. */
  readonly name?: string;
  readonly multivalued: boolean;
  /** A span of the path's text as a span of the declaration; the whole path where escapes stand between them. */
  span(part: Span): Span;
}

/** Every JSONPath that is written in the file, in order. */
export function writtenPaths({ file }: Pick<RuleContext, 'file'>): WrittenPath[] {
  const textOf = (placed: PlacedDeclaration, { start, end }: Span) =>
    file.text.slice(placed.offset + start, placed.offset + end);
  return file.declarations.flatMap((placed) => pathsOf(placed, textOf));
}

/** Checks of a rule that looks at every JSONPath, one declaration at a time. */
export function eachPath(visit: (path: WrittenPath, context: DeclarationContext) => void): DeclarationChecks {
  const look = (placed: PlacedDeclaration, context: DeclarationContext) => {
    for (const path of pathsOf(placed, context.textOf)) visit(path, context);
  };
  return { attribute: look, replace: look };
}

type TextOf = DeclarationContext['textOf'];

function pathsOf(placed: PlacedDeclaration, textOf: TextOf): WrittenPath[] {
  const { declaration } = placed;
  if (declaration.kind === 'attribute') {
    const { path, name, block, multivalued } = declaration;
    return path === undefined ? [] : [written(textOf, placed, path, block, multivalued, name?.text)];
  }
  if (declaration.kind !== 'replace') return [];
  const { from, to } = declaration;
  return [
    ...(from === undefined ? [] : [written(textOf, placed, from, 'replace-from', true)]),
    ...(to === undefined ? [] : [written(textOf, placed, to, 'replace-to', true)]),
  ];
}

function written(
  textOf: TextOf,
  placed: PlacedDeclaration,
  node: PathNode,
  role: WrittenPath['role'],
  multivalued: boolean,
  name?: string,
): WrittenPath {
  const plain = textOf(placed, node) === node.text;
  return {
    placed,
    node,
    role,
    multivalued,
    ...(name === undefined ? {} : { name }),
    span: (part) =>
      plain ? { start: node.start + part.start, end: node.start + part.end } : { start: node.start, end: node.end },
  };
}
