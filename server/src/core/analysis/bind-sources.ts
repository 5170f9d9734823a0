import type { Baseline, BaselineAttribute } from '../baseline/baseline.ts';
import { entraAttribute, entraAttributes } from '../catalog/entra-attributes.ts';
import { builtInAttributes } from '../catalog/source-attributes.ts';
import { replacePrefix } from '../jsonpath/prefix.ts';
import type { AttributeDeclaration, PlacedDeclaration, ReplaceDeclaration } from '../language/syntax.ts';
import { declaredType } from './declared-type.ts';
import type { Direction, MappingModel, SourceAttribute } from './model.ts';
import { pathOf } from './paths.ts';

/** Attributes whose path a `replace` line leaves alone: Microsoft's bulk edits would break them. */
export const KEPT_BY_REPLACE: ReadonlySet<string> = new Set(['startDate', 'manager']);

const builtInSources: readonly SourceAttribute[] = [...builtInAttributes.values()].map(
  ({ name, type, path, entity, confidence }) => ({
    name,
    type,
    multivalued: false,
    origin: 'built-in',
    path,
    entity,
    confidence,
  }),
);

/** An attribute list of the baseline, in the place of the built-in one. */
function importedAttributes(list: ReadonlyMap<string, BaselineAttribute>): SourceAttribute[] {
  return [...list.values()].map((attribute) => ({ ...attribute, origin: 'imported' }));
}

/** The source attributes of an inbound file: the list after its `replace` lines, and its own entries. */
export function successFactorsSources(
  own: readonly AttributeDeclaration[],
  replaces: readonly ReplaceDeclaration[],
  baseline: Baseline | undefined,
): Map<string, SourceAttribute> {
  const sources = new Map<string, SourceAttribute>();
  const listed = baseline === undefined ? builtInSources : importedAttributes(baseline.sources);
  for (const entry of listed) {
    const path =
      entry.path === undefined || KEPT_BY_REPLACE.has(entry.name) ? entry.path : replaced(entry.path, replaces);
    sources.set(entry.name, path === entry.path ? entry : { ...entry, origin: 'replaced', ...(path && { path }) });
  }
  const declared = new Set<string>();
  for (const declaration of own) {
    const name = declaration.name?.text;
    if (name === undefined || declared.has(name)) continue;
    declared.add(name);
    sources.set(name, ownSource(declaration, name, sources.get(name)));
  }
  return sources;
}

/** An entry of the file without a base in the list: the same object in every version in which its text is the same. */
const ownSources = new WeakMap<AttributeDeclaration, SourceAttribute>();

function ownSource(
  declaration: AttributeDeclaration,
  name: string,
  base: SourceAttribute | undefined,
): SourceAttribute {
  const known = base === undefined ? ownSources.get(declaration) : undefined;
  if (known !== undefined) return known;
  const path = declaration.path?.text ?? base?.path;
  const source: SourceAttribute = {
    name,
    type: declaredType(declaration) ?? base?.type ?? 'String',
    multivalued: declaration.multivalued,
    origin: declaration.path === undefined ? (base?.origin ?? 'file') : 'file',
    ...(path === undefined ? {} : { path }),
    ...(declaration.path !== undefined || base?.entity === undefined ? {} : { entity: base.entity }),
  };
  if (base === undefined) ownSources.set(declaration, source);
  return source;
}

/** More `replace` lines than this are not applied, and no path grows longer: a few lines could feed on one another. */
export const MOST_REPLACES = 64;
const LONGEST_PATH = 2_000;

/** A built-in path after all `replace` lines, in written order. */
function replaced(path: string, replaces: readonly ReplaceDeclaration[]): string {
  let current = path;
  for (const { from, to } of replaces.slice(0, MOST_REPLACES)) {
    if (from === undefined || to === undefined || current.length + to.text.length > LONGEST_PATH) continue;
    // The path between two lines is nobody's: it must not take a place among the paths that are kept.
    current = replacePrefix(current === path ? pathOf(path) : current, pathOf(from.text), pathOf(to.text)) ?? current;
  }
  return current;
}

/** The source attributes of a writeback. */
export function entraSources(
  own: readonly AttributeDeclaration[],
  used: ReadonlySet<string>,
  baseline: Baseline | undefined,
): Map<string, SourceAttribute> {
  const sources = new Map<string, SourceAttribute>();
  for (const entry of baseline === undefined ? [] : importedAttributes(baseline.sources))
    sources.set(entry.name, entry);
  const names = baseline === undefined ? [...entraAttributes.keys(), ...used] : [];
  for (const known of names.map(entraAttribute)) {
    if (known === undefined) continue;
    sources.set(known.name, { name: known.name, type: known.type, multivalued: known.multivalued, origin: 'built-in' });
  }
  for (const declaration of own) {
    const name = declaration.name?.text;
    if (name === undefined) continue;
    sources.set(name, {
      name,
      type: declaredType(declaration) ?? 'String',
      multivalued: declaration.multivalued,
      origin: 'file',
    });
  }
  return sources;
}

/** The list after a change of entries that keep their names and stand in no other list; else nothing. */
export function rewrittenSources(
  sources: MappingModel['sources'],
  before: readonly PlacedDeclaration[],
  after: readonly PlacedDeclaration[],
  direction: Direction | undefined,
): { readonly sources?: MappingModel['sources'] } {
  if (direction === 'writeback' || before.length !== after.length) return {};
  const copy = new Map(sources);
  for (const [i, { declaration: now }] of after.entries()) {
    const old = before[i]?.declaration;
    if (now.kind !== 'attribute' || old?.kind !== 'attribute' || now.block !== 'source' || old.block !== 'source')
      return {};
    const name = now.name?.text;
    // Of two entries of one name the first counts: the one in the list must be this one.
    const isOwn = name !== undefined && name === old.name?.text && sources.get(name) === ownSources.get(old);
    if (!isOwn || !ownSources.has(old)) return {};
    copy.set(name, ownSource(now, name, undefined));
  }
  return { sources: copy };
}
