import { withCoalesce } from '../analysis/map-options.ts';
import type { MappingModel } from '../analysis/model.ts';
import { nothingGiven } from '../analysis/nothing-given.ts';
import { uniqueTargets } from '../catalog/unique-targets.ts';
import { declarationAt } from '../language/declaration-at.ts';
import type { Expression, MapDeclaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { isExpression } from '../language/walk.ts';
import { type Rewriting, textOf } from './rewriting.ts';

const WRAPPER = 'IgnoreFlowIfNullOrEmpty';
const DEFAULT = 'unknown';

/**
 * What a mapping may do where its expression is empty: leave the target as it is, or take a text; and the way back from
 * the first. Each changes what flows, as its title says. A reference such as `manager` flows as it is or not at all, and
 * a text is offered to targets of texts alone: no word of ours would do for a date, a number or a truth value.
 */
export function wrapExpression(
  file: MappingFile,
  model: MappingModel,
  offset: number,
  parameters: ReadonlyMap<string, string> = new Map(),
): Rewriting[] {
  const placed = declarationAt(file, offset);
  if (placed?.declaration.kind !== 'map' || placed.problems.length > 0) return [];
  const { source, target, options } = placed.declaration;
  if (target === undefined || !isExpression(source)) return [];
  const name = target.text;
  const mapping = placed as PlacedDeclaration<MapDeclaration>;
  if (source.kind === 'call' && source.name === WRAPPER) return unwrapped(file, mapping, source.arguments[0], name);
  const { type, multivalued } = model.targets.get(name) ?? { type: 'String', multivalued: false };
  if (type === 'Reference' || name === 'manager') return [];
  if (source.kind !== 'attribute' && source.kind !== 'call') return [];
  const has = (...kinds: readonly string[]) => options.some(({ kind }) => kinds.includes(kind));
  const given = nothingGiven(source, parameters);
  if (!given.null && given.empty === 'no') return [];
  const found: Rewriting[] = [];
  // Who is joined by a value must have one, and a default or a null that flows takes the place of leaving it.
  if (!has('match', 'default', 'flow nulls')) found.push(wrapped(placed, source, name));
  if (!has('match', 'default') && type === 'String' && !multivalued && takesAnyText(model, name))
    found.push(given.null ? withDefault(mapping, name) : withText(mapping, source, name));
  return found;
}

/**
 * Of a writeback the custom fields alone: in a name, a number or a flag no other text than the right one may stand.
 * Inbound all but what is unique: the second person who has no value would be refused.
 */
function takesAnyText({ direction }: MappingModel, target: string): boolean {
  return direction === 'writeback' ? /^custom\d\d$/.test(target) : !uniqueTargets.has(target);
}

function withDefault({ offset, declaration }: PlacedDeclaration<MapDeclaration>, name: string): Rewriting {
  const end = offset + declaration.end;
  return {
    title: `Give ${name} a default for when it is null`,
    edits: [{ start: end, end, text: ` default "${DEFAULT}"` }],
    toChoose: DEFAULT,
  };
}

/** For an expression that gives an empty text and never null: a default would never be taken. */
function withText(placed: PlacedDeclaration, source: Expression, name: string): Rewriting {
  return {
    title: `Give ${name} a text for when it is empty, with Coalesce`,
    edits: withCoalesce(placed, source, `"${DEFAULT}"`),
    toChoose: DEFAULT,
  };
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
