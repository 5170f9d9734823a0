import { isRejected, type PathFix, type PathStep } from '../jsonpath/path-syntax.ts';
import type {
  AttributeDeclaration,
  PathNode,
  PlacedDeclaration,
  ReplaceDeclaration,
  Span,
} from '../language/syntax.ts';
import { declarationsOf } from './bind.ts';
import {
  type DeclarationChecks,
  type DeclarationContext,
  editOf,
  type Fix,
  type RuleContext,
  type TextEdit,
} from './diagnostic.ts';
import { pathOf } from './paths.ts';

/** A JSONPath that stands in the file, and what it is for. */
export interface WrittenPath {
  readonly placed: PlacedDeclaration;
  readonly node: PathNode;
  readonly role: 'source' | 'target' | 'replace-from' | 'replace-to';
  /** The name that the path is declared for. */
  readonly name?: string;
  readonly multivalued: boolean;
  /** A span of the path's text as a span of the declaration; the whole path where its quotes are not the usual ones. */
  span(part: Span): Span;
  /** The edit of the file that replaces a part of the path, written as its quotes ask; undefined where that is unsure. */
  edit(part: Span, text: string): TextEdit | undefined;
}

/** Every JSONPath that is written in the file, in order. */
export function writtenPaths({ file }: Pick<RuleContext, 'file'>): WrittenPath[] {
  const textOf = ({ offset }: PlacedDeclaration, { start, end }: Span) => file.text.slice(offset + start, offset + end);
  return [
    ...declarationsOf(file, 'attribute').flatMap((placed) => attributePaths(placed, textOf)),
    ...declarationsOf(file, 'replace').flatMap((placed) => replacePaths(placed, textOf)),
  ].sort((a, b) => a.placed.offset + a.node.start - b.placed.offset - b.node.start);
}

/** The type that the attribute of a path is declared with. */
export function typeDeclared({ placed: { declaration } }: WrittenPath): string {
  return declaration.kind === 'attribute' ? (declaration.type?.text ?? 'String') : 'String';
}

/** The checks of a rule that looks at JSONPaths one by one. */
export function eachPath(look: (path: WrittenPath, context: DeclarationContext) => void): DeclarationChecks {
  const visit = (placed: PlacedDeclaration<AttributeDeclaration | ReplaceDeclaration>, context: DeclarationContext) => {
    for (const path of pathsOf(placed, context.textOf)) look(path, context);
  };
  return { attribute: visit, replace: visit };
}

/** All rules look at a declaration one after the other, so its paths are made out once. */
let last:
  | { readonly placed: PlacedDeclaration; readonly textOf: TextOf; readonly paths: readonly WrittenPath[] }
  | undefined;

function pathsOf(
  placed: PlacedDeclaration<AttributeDeclaration | ReplaceDeclaration>,
  textOf: TextOf,
): readonly WrittenPath[] {
  if (last?.placed === placed && last.textOf === textOf) return last.paths;
  const paths =
    placed.declaration.kind === 'attribute'
      ? attributePaths(placed as PlacedDeclaration<AttributeDeclaration>, textOf)
      : replacePaths(placed as PlacedDeclaration<ReplaceDeclaration>, textOf);
  last = { placed, textOf, paths };
  return paths;
}

/** The same for paths that the engine takes and reads: no beginning that a `replace` line only looks for. */
export function eachSoundPath(
  look: (path: WrittenPath, steps: readonly PathStep[], context: DeclarationContext) => void,
): DeclarationChecks {
  return eachPath((path, context) => {
    const parsed = pathOf(path.node.text);
    if (path.role !== 'replace-from' && !isRejected(parsed)) look(path, parsed.steps, context);
  });
}

/** A correction of a path as one of the file; none where it cannot be written safely. */
export function pathFix(path: WrittenPath, { title, text, ...part }: PathFix, preferred = false): readonly Fix[] {
  const edit = path.edit(part, text);
  return edit === undefined ? [] : [{ title, edits: [edit], ...(preferred ? { preferred } : {}) }];
}

type TextOf = (placed: PlacedDeclaration, span: Span) => string;

function attributePaths(placed: PlacedDeclaration<AttributeDeclaration>, textOf: TextOf): WrittenPath[] {
  const { path, name, block, multivalued } = placed.declaration;
  return path === undefined ? [] : [written(textOf, placed, path, block, multivalued, name?.text)];
}

function replacePaths(placed: PlacedDeclaration<ReplaceDeclaration>, textOf: TextOf): WrittenPath[] {
  const { from, to } = placed.declaration;
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
  const source = textOf(placed, node);
  const offsets = source === node.text ? undefined : decodedOffsets(source);
  const sure = offsets === undefined || offsets.length === node.text.length + 1;
  const offsetOf = (at: number) => node.start + (offsets?.[at] ?? at);
  const span = ({ start, end }: Span): Span =>
    sure ? { start: offsetOf(start), end: offsetOf(end) } : { start: node.start, end: node.end };
  return {
    placed,
    node,
    role,
    multivalued,
    ...(name === undefined ? {} : { name }),
    span,
    edit: (part, text) =>
      sure ? editOf(placed, span(part), node.quoted ? text.replace(/["\\]/g, '\\$&') : text) : undefined,
  };
}

/** Where each unit of a text in double quotes stands in its source, and where the text ends. */
export function decodedOffsets(source: string): number[] {
  const offsets: number[] = [];
  for (let at = 0; at < source.length; at += 1) {
    offsets.push(at);
    if (source.charAt(at) === '\\' && '"\\'.includes(source.charAt(at + 1) || ' ')) at += 1;
  }
  return [...offsets, source.length];
}
