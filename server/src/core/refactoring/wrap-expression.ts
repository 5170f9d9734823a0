import { declarationAt } from '../language/declaration-at.ts';
import type { Expression, MapDeclaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { isExpression } from '../language/walk.ts';
import { type Rewriting, textOf } from './rewriting.ts';

const WRAPPER = 'IgnoreFlowIfNullOrEmpty';
const DEFAULT = 'unknown';

/**
 * What a mapping may do where its expression is empty: leave the target as it is, or take a default; and the way back
 * from the first. Each changes what flows, as its title says.
 */
export function wrapExpression(file: MappingFile, offset: number): Rewriting[] {
  const placed = declarationAt(file, offset);
  if (placed?.declaration.kind !== 'map' || placed.problems.length > 0) return [];
  const { declaration } = placed;
  const { source, target, options } = declaration;
  if (target === undefined || !isExpression(source) || !mayBeEmpty(source)) return [];
  const name = target.text;
  if (source.kind === 'call' && source.name === WRAPPER)
    return unwrapped(file, placed as PlacedDeclaration<MapDeclaration>, source.arguments[0], name);
  const has = (...kinds: readonly string[]) => options.some(({ kind }) => kinds.includes(kind));
  const found: Rewriting[] = [];
  // Who is joined by a value must have one, and a default or a null that flows takes the place of leaving it.
  if (!has('match', 'default', 'flow nulls')) found.push(wrapped(placed, source, name));
  // A manager is a reference to somebody else: no text can take its place.
  if (!has('match', 'default') && name !== 'manager') {
    const end = placed.offset + declaration.end;
    const text = ` default "${DEFAULT}"`;
    found.push({
      title: `Give ${name} a default for when it is empty`,
      edits: [{ start: end, end, text }],
      toChoose: DEFAULT,
    });
  }
  return found;
}

function wrapped({ offset }: PlacedDeclaration, { start, end }: Expression, name: string): Rewriting {
  return {
    title: `Wrap in ${WRAPPER}: when it is empty, ${name} keeps its value`,
    edits: [
      { start: offset + start, end: offset + start, text: `${WRAPPER}(` },
      { start: offset + end, end: offset + end, text: ')' },
    ],
  };
}

function unwrapped(
  file: MappingFile,
  placed: PlacedDeclaration<MapDeclaration>,
  inner: Expression | undefined,
  name: string,
): Rewriting[] {
  const { source } = placed.declaration;
  if (inner === undefined || source === undefined) return [];
  const { offset } = placed;
  const before = textOf(file, placed, { start: source.start, end: inner.start });
  const after = textOf(file, placed, { start: inner.end, end: source.end });
  // A comment between the parentheses stays in the file.
  if (before.trim() !== `${WRAPPER}(` || after.trim() !== ')') return [];
  return [
    {
      title: `Unwrap ${WRAPPER}: when it is empty, ${name} is null`,
      edits: [
        { start: offset + source.start, end: offset + inner.start, text: '' },
        { start: offset + inner.end, end: offset + source.end, text: '' },
      ],
    },
  ];
}

/** Whether an expression may have no value, as far as its form tells. */
function mayBeEmpty(node: Expression | undefined): boolean {
  if (node === undefined) return true;
  if (node.kind === 'string') return node.value === '';
  if (node.kind === 'number') return false;
  if (node.kind !== 'call') return node.kind === 'attribute';
  if (node.name === 'IIF') return mayBeEmpty(node.arguments[1]) || mayBeEmpty(node.arguments[2]);
  if (node.name !== 'Switch') return true;
  return node.arguments.some((part, index) => (index === 1 || (index > 2 && index % 2 === 1)) && mayBeEmpty(part));
}
