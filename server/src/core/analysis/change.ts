import type { Declaration, MappingFile, PlacedDeclaration } from '../language/syntax.ts';
import { attributesOf, isExpression } from '../language/walk.ts';

/** Which declarations differ between two versions of a file. Indexes into `declarations`; ends are exclusive. */
export interface Change {
  readonly start: number;
  readonly beforeEnd: number;
  readonly afterEnd: number;
}

/**
 * The answers for a version, by the version before: its binding and its check ask the same. Both are held weakly, or a
 * chain of versions would keep them all.
 */
const known = new WeakMap<MappingFile, WeakMap<MappingFile, Change>>();

/**
 * The shortest stretch of declarations outside of which both versions hold the same ones. A declaration whose text has
 * not changed is the same object in both (language/parse.ts), so this compares pointers.
 */
export function changeBetween(before: MappingFile, after: MappingFile): Change {
  const answers = known.get(after) ?? new WeakMap<MappingFile, Change>();
  const asked = answers.get(before);
  if (asked !== undefined) return asked;
  const change = compared(before, after);
  known.set(after, answers.set(before, change));
  return change;
}

function compared(before: MappingFile, after: MappingFile): Change {
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
  const old = namesIn(before.declarations.slice(start, beforeEnd));
  const now = namesIn(after.declarations.slice(start, afterEnd));
  if (old === undefined || now === undefined) return undefined;
  return {
    // An attribute that something reads now, or nothing any more, may be known or unread for that.
    attributes: new Set([...old.attributes, ...now.attributes, ...onlyInOne(old.reads, now.reads)]),
    mappings: new Set([...old.mappings, ...now.mappings]),
    lists: onlyInOne(old.declared, now.declared).length > 0,
  };
}

interface Names {
  readonly attributes: Set<string>;
  readonly mappings: Set<string>;
  readonly reads: Set<string>;
  /** With their block: the same name may stand in both. */
  readonly declared: Set<string>;
}

function namesIn(declarations: readonly PlacedDeclaration[]): Names | undefined {
  const names: Names = { attributes: new Set(), mappings: new Set(), reads: new Set(), declared: new Set() };
  for (const { declaration } of declarations) {
    if (FAR_REACHING.has(declaration.kind)) return undefined;
    if (declaration.kind === 'opaque' && declaration.declares !== undefined) {
      const { declares } = declaration;
      if (declares.kind === 'provision' || declares.kind === 'param') return undefined;
      (declares.kind === 'map' ? names.mappings : names.attributes).add(declares.name.text);
    }
    if (declaration.kind === 'attribute' && declaration.name !== undefined) {
      names.attributes.add(declaration.name.text);
      names.declared.add(`${declaration.block} ${declaration.name.text}`);
    } else if (declaration.kind === 'map') {
      if (declaration.target !== undefined) names.mappings.add(declaration.target.text);
      if (isExpression(declaration.source)) for (const name of attributesOf(declaration.source)) names.reads.add(name);
    } else if (declaration.kind === 'scope') {
      for (const { attribute } of declaration.clauses) if (attribute !== undefined) names.reads.add(attribute.name);
    }
  }
  return names;
}

function onlyInOne(a: ReadonlySet<string>, b: ReadonlySet<string>): string[] {
  return [...[...a].filter((name) => !b.has(name)), ...[...b].filter((name) => !a.has(name))];
}
