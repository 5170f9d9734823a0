import type { Declaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { attributesOf, isExpression } from '../language/walk.ts';

/** Which declarations differ between two versions of a file. Indexes into `declarations`; ends are exclusive. */
export interface Change {
  readonly start: number;
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

/**
 * The shortest stretch of declarations outside of which both versions hold the same ones. A declaration whose text has
 * not changed is the same object in both (language/parse.ts), so this compares pointers.
 */
export function changeBetween(before: MappingFile, after: MappingFile): Change {
  const old = before.declarations;
  const now = after.declarations;
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start]?.declaration === now[start]?.declaration) start++;
  let beforeEnd = old.length;
  let afterEnd = now.length;
  while (beforeEnd > start && afterEnd > start && old[beforeEnd - 1]?.declaration === now[afterEnd - 1]?.declaration) {
    beforeEnd--;
    afterEnd--;
  }
  return { start, beforeEnd, afterEnd };
}

/** What a change can mean to a declaration that it did not touch. */
export interface ChangedNames {
  /** Names of source attributes, and of targets, that were declared, changed or removed. */
  readonly attributes: ReadonlySet<string>;
  /** Targets whose mapping was added, changed or removed. */
  readonly mappings: ReadonlySet<string>;
  /** A name was added or removed: what is near to a mistyped one may differ. */
  readonly lists: boolean;
}

/** Declarations that change the meaning of others in ways that names do not tell. */
const FAR_REACHING: ReadonlySet<Declaration['kind']> = new Set(['provision', 'param', 'replace']);

/** The names that a change touches; undefined when everything may mean something else now. */
export function changedNames(
  { start, beforeEnd, afterEnd }: Change,
  before: MappingFile,
  after: MappingFile,
): ChangedNames | undefined {
  const attributes = new Set<string>();
  const mappings = new Set<string>();
  const declared: [Set<string>, Set<string>] = [new Set(), new Set()];
  const look = ({ declaration }: PlacedDeclaration, side: Set<string>) => {
    if (declaration.kind === 'attribute' && declaration.name !== undefined) {
      attributes.add(declaration.name.text);
      side.add(`${declaration.block} ${declaration.name.text}`);
    } else if (declaration.kind === 'map') {
      if (declaration.target !== undefined) mappings.add(declaration.target.text);
      // Entra's extension attributes are known once something reads them.
      if (isExpression(declaration.source)) for (const name of attributesOf(declaration.source)) attributes.add(name);
    }
    if (declaration.kind === 'scope') {
      for (const { attribute } of declaration.clauses) if (attribute !== undefined) attributes.add(attribute.name);
    }
    return !FAR_REACHING.has(declaration.kind);
  };
  const local =
    before.declarations.slice(start, beforeEnd).every((placed) => look(placed, declared[0])) &&
    after.declarations.slice(start, afterEnd).every((placed) => look(placed, declared[1]));
  if (!local) return undefined;
  const [old, now] = declared;
  return { attributes, mappings, lists: old.size !== now.size || [...old].some((name) => !now.has(name)) };
}
