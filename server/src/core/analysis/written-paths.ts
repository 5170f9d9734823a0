import type { PathNode, PlacedDeclaration, Span } from '../language/syntax.ts';
import { declarationsOf } from './bind.ts';
import type { RuleContext } from './diagnostic.ts';

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
  const found: WrittenPath[] = [];
  for (const placed of declarationsOf(file, 'attribute')) {
    const { path, name, block, multivalued } = placed.declaration;
    if (path === undefined) continue;
    found.push(written(file.text, placed, path, block, multivalued, name?.text));
  }
  for (const placed of declarationsOf(file, 'replace')) {
    const { from, to } = placed.declaration;
    if (from !== undefined) found.push(written(file.text, placed, from, 'replace-from', true));
    if (to !== undefined) found.push(written(file.text, placed, to, 'replace-to', true));
  }
  return found.sort((a, b) => a.placed.offset + a.node.start - b.placed.offset - b.node.start);
}

function written(
  text: string,
  placed: PlacedDeclaration,
  node: PathNode,
  role: WrittenPath['role'],
  multivalued: boolean,
  name?: string,
): WrittenPath {
  const plain = text.slice(placed.offset + node.start, placed.offset + node.end) === node.text;
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
