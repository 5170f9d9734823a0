import type { Baseline, BaselineAttribute } from '../baseline/baseline.ts';
import { baselineProblem } from '../baseline/baseline-problem.ts';
import { placedExpression, withoutParameters } from '../baseline/placed-expression.ts';
import { entraAttribute, entraAttributes } from '../catalog/entra-attributes.ts';
import { builtInAttributes } from '../catalog/source-attributes.ts';
import { writebackTargets } from '../catalog/writeback-targets.ts';
import { replacePrefix } from '../jsonpath/prefix.ts';
import type {
  AttributeDeclaration,
  Declaration,
  MapDeclaration,
  MappingFile,
  PlacedDeclaration,
  ReplaceDeclaration,
  ScopeDeclaration,
} from '../language/syntax.ts';
import { attributesOf, isExpression } from '../language/walk.ts';
import { boundLimits } from './bind-limits.ts';
import { boundTests } from './bind-tests.ts';
import { changeBetween } from './change.ts';
import type {
  AttributeType,
  BoundMapping,
  Direction,
  MappingModel,
  ProvisioningPair,
  SourceAttribute,
  TargetAttribute,
} from './model.ts';
import { pathOf } from './paths.ts';
import { unreadNames } from './unread-names.ts';

export { isExpression } from '../language/walk.ts';

/** Attributes whose path a `replace` line leaves alone: Microsoft's bulk edits would break them. */
export const KEPT_BY_REPLACE: ReadonlySet<string> = new Set(['startDate', 'manager']);

const DIRECTIONS: Readonly<Record<ProvisioningPair, Direction>> = {
  'SuccessFactors->EntraID': 'inbound',
  'SuccessFactors->ActiveDirectory': 'inbound',
  'EntraID->SuccessFactors': 'writeback',
};

const TYPES: ReadonlySet<string> = new Set<AttributeType>([
  'String',
  'Integer',
  'Boolean',
  'DateTime',
  'Reference',
  'Binary',
]);

/** The pair that two names make, if it is one of the three. */
export function provisioningPair(source: string | undefined, target: string | undefined): ProvisioningPair | undefined {
  const pair = `${source}->${target}`;
  return pair in DIRECTIONS ? (pair as ProvisioningPair) : undefined;
}

const byKind = new WeakMap<MappingFile, Map<Declaration['kind'], PlacedDeclaration[]>>();

/** All declarations of one kind, in written order. A file is sorted once, however many rules ask. */
export function declarationsOf<K extends Declaration['kind']>(
  file: MappingFile,
  kind: K,
): readonly PlacedDeclaration<Extract<Declaration, { kind: K }>>[] {
  let sorted = byKind.get(file);
  if (sorted === undefined) {
    sorted = new Map();
    for (const placed of file.declarations) {
      const known = sorted.get(placed.declaration.kind);
      if (known === undefined) sorted.set(placed.declaration.kind, [placed]);
      else known.push(placed);
    }
    byKind.set(file, sorted);
  }
  return (sorted.get(kind) ?? []) as never;
}

/** A version of a file with its meaning. */
export interface BoundFile {
  readonly file: MappingFile;
  readonly model: MappingModel;
}

/**
 * The meaning of a mapping file, as far as it could be understood. Never throws: of what is broken the names alone
 * are kept, apart from all others, and where a thing is declared twice the first one counts.
 *
 * @param previous An earlier version: what no changed declaration can have touched is taken from it.
 * @param imported The baseline of the file.
 */
export function bindMapping(file: MappingFile, previous?: BoundFile, imported?: Baseline): MappingModel {
  const provision = declarationsOf(file, 'provision')[0]?.declaration;
  const pair = provisioningPair(provision?.source?.text, provision?.target?.text);
  const direction = pair === undefined ? undefined : DIRECTIONS[pair];
  // A baseline of the other direction says nothing about this file.
  const baseline = imported?.direction === direction ? imported : undefined;
  const untouched = untouchedParts(file, previous?.model.baseline === baseline ? previous : undefined);
  const mappings = boundMappings(declarationsOf(file, 'map'), baseline, untouched.distinct === true);
  const scope = declarationsOf(file, 'scope');
  const used = untouched.used ?? usedAttributes(mappings, scope);
  const entries = (block: AttributeDeclaration['block']) =>
    declarationsOf(file, 'attribute').flatMap(({ declaration }) => (declaration.block === block ? [declaration] : []));
  return {
    ...(pair === undefined ? {} : { pair }),
    ...(direction === undefined ? {} : { direction }),
    parameters:
      untouched.parameters ??
      named(
        declarationsOf(file, 'param').map(
          ({ declaration }) => [declaration.name?.text, declaration.text?.value] as const,
        ),
      ),
    samples:
      untouched.samples ??
      named(
        declarationsOf(file, 'sample')
          .filter(({ declaration }) => declaration.file !== undefined)
          .map(({ declaration }) => [declaration.name?.text, declaration.file?.value ?? ''] as const),
      ),
    sources:
      untouched.sources ??
      (direction === 'writeback'
        ? entraSources(entries('source'), used, baseline)
        : successFactorsSources(
            entries('source'),
            declarationsOf(file, 'replace').map(({ declaration }) => declaration),
            baseline,
          )),
    used,
    targets:
      untouched.targets ??
      (direction === 'writeback'
        ? successFactorsTargets(entries('target'), baseline)
        : entraTargets(entries('target'), baseline)),
    mappings,
    scoped: file.blocks.some(({ kind }) => kind === 'scope'),
    scope,
    actions: actionsOf(file, direction),
    limits: boundLimits(file, declarationsOf(file, 'limit')),
    tests: declarationsOf(file, 'test').length === 0 ? [] : boundTests(file),
    unread: unreadNames(declarationsOf(file, 'opaque')),
    ...(baseline === undefined ? {} : { baseline }),
  };
}

interface SharedParts extends Partial<Pick<MappingModel, 'parameters' | 'samples' | 'sources' | 'used' | 'targets'>> {
  /** Every mapping has a target, and no two the same. */
  readonly distinct?: boolean;
}

/** The parts of an earlier meaning that hold no places and that the changed declarations have no say in. */
function untouchedParts(file: MappingFile, previous: BoundFile | undefined): SharedParts {
  if (previous === undefined) return {};
  const { start, beforeEnd, afterEnd } = changeBetween(previous.file, file);
  const before = previous.file.declarations.slice(start, beforeEnd);
  const after = file.declarations.slice(start, afterEnd);
  const kinds = new Set([...before, ...after].map(({ declaration }) => declaration.kind));
  if (kinds.has('provision')) return {};
  const { parameters, samples, sources, used, targets, direction } = previous.model;
  const sameUse =
    !kinds.has('scope') && before.length === after.length && before.every((placed, i) => sameReads(placed, after[i]));
  const sameEntries = !kinds.has('attribute');
  return {
    ...(kinds.has('param') ? {} : { parameters }),
    ...(kinds.has('sample') ? {} : { samples }),
    ...(sameUse
      ? { used, distinct: previous.model.mappings.length === declarationsOf(previous.file, 'map').length }
      : {}),
    ...(sameEntries && !kinds.has('replace') && (sameUse || direction !== 'writeback') ? { sources } : {}),
    ...(sameEntries ? { targets } : {}),
  };
}

/** Whether two versions of a declaration read the same attributes, in the same order. */
function sameReads(before: PlacedDeclaration, after: PlacedDeclaration | undefined): boolean {
  const read = (placed: PlacedDeclaration | undefined) =>
    placed?.declaration.kind === 'map' && isExpression(placed.declaration.source)
      ? [...attributesOf(placed.declaration.source)]
      : [];
  const [old, now] = [read(before), read(after)];
  // A target that is mapped twice counts once: which of two mappings it is may change with its name.
  const target = (placed: PlacedDeclaration | undefined) =>
    placed?.declaration.kind === 'map' ? placed.declaration.target?.text : undefined;
  // What a baseline reads does not stand in the declaration.
  const imported = (placed: PlacedDeclaration | undefined) =>
    placed?.declaration.kind === 'map' && placed.declaration.source?.kind === 'baseline';
  if (imported(before) || imported(after)) return false;
  return target(before) === target(after) && old.length === now.length && old.every((name, i) => name === now[i]);
}

function named<V>(pairs: readonly (readonly [string | undefined, V])[]): Map<string, V> {
  const result = new Map<string, V>();
  for (const [name, value] of pairs) if (name !== undefined && !result.has(name)) result.set(name, value);
  return result;
}

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

function successFactorsSources(
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
    const base = sources.get(name);
    const path = declaration.path?.text ?? base?.path;
    sources.set(name, {
      name,
      type: typeOf(declaration) ?? base?.type ?? 'String',
      multivalued: declaration.multivalued,
      origin: declaration.path === undefined ? (base?.origin ?? 'file') : 'file',
      ...(path === undefined ? {} : { path }),
      ...(declaration.path !== undefined || base?.entity === undefined ? {} : { entity: base.entity }),
    });
  }
  return sources;
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

function entraSources(
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
      type: typeOf(declaration) ?? 'String',
      multivalued: declaration.multivalued,
      origin: 'file',
    });
  }
  return sources;
}

function successFactorsTargets(
  own: readonly AttributeDeclaration[],
  baseline: Baseline | undefined,
): Map<string, TargetAttribute> {
  const targets = new Map<string, TargetAttribute>(baseline?.targets);
  if (baseline === undefined) {
    for (const { name, type, path } of writebackTargets.values())
      targets.set(name, { name, type, multivalued: false, path });
  }
  for (const declaration of own) {
    const base = targets.get(declaration.name?.text ?? '');
    if (base !== undefined && declaration.path !== undefined)
      targets.set(base.name, { ...base, path: declaration.path.text });
  }
  return targets;
}

function entraTargets(
  own: readonly AttributeDeclaration[],
  baseline: Baseline | undefined,
): Map<string, TargetAttribute> {
  const targets = new Map<string, TargetAttribute>(baseline?.targets);
  if (baseline === undefined) {
    for (const { name, type, multivalued } of entraAttributes.values()) targets.set(name, { name, type, multivalued });
    targets.set('manager', { name: 'manager', type: 'Reference', multivalued: false });
  }
  for (const declaration of own) {
    const name = declaration.name?.text;
    if (name !== undefined)
      targets.set(name, { name, type: typeOf(declaration) ?? 'String', multivalued: declaration.multivalued });
  }
  return targets;
}

function typeOf({ type }: AttributeDeclaration): AttributeType | undefined {
  return type !== undefined && TYPES.has(type.text) ? (type.text as AttributeType) : undefined;
}

function boundMappings(
  declarations: readonly PlacedDeclaration<MapDeclaration>[],
  baseline: Baseline | undefined,
  distinct: boolean,
): BoundMapping[] {
  const bound: BoundMapping[] = [];
  const targets = new Set<string>();
  for (const placed of declarations) {
    const { target } = placed.declaration;
    if (target === undefined || (!distinct && targets.has(target.text))) continue;
    if (!distinct) targets.add(target.text);
    const meaning = meaningOf(placed.declaration, target.text);
    const isImported = placed.declaration.source?.kind === 'baseline';
    const imported = isImported ? importedMeaning(placed.declaration, target.text, baseline) : undefined;
    bound.push(imported === undefined ? { ...meaning, placed } : { ...meaning, ...imported, placed });
  }
  return bound;
}

/** What `target <- baseline` takes over: the expression in the place of that word, and the default. */
function importedMeaning(
  { source, options }: MapDeclaration,
  target: string,
  baseline: Baseline | undefined,
): Partial<BoundMapping> {
  if (source?.kind !== 'baseline') return {};
  const problem = baselineProblem(target, baseline);
  if (problem !== undefined) return { problem };
  const { expression, defaultValue } = baseline?.mappings.get(target) ?? {};
  const ownDefault = options.some(({ kind }) => kind === 'default');
  return {
    ...(expression === undefined ? {} : { expression: placedExpression(expression, source) }),
    ...(defaultValue === undefined || ownDefault ? {} : { defaultValue: withoutParameters(defaultValue) }),
  };
}

type MappingMeaning = Omit<BoundMapping, 'placed'>;

/** A declaration is the same object in every version of a file in which its text is the same. */
const meanings = new WeakMap<MapDeclaration, MappingMeaning>();

function meaningOf(declaration: MapDeclaration, target: string): MappingMeaning {
  const known = meanings.get(declaration);
  if (known !== undefined) return known;
  const { source, options } = declaration;
  const option = (kind: (typeof options)[number]['kind']) => options.find((candidate) => candidate.kind === kind);
  const match = option('match')?.number;
  const text = option('default')?.text;
  const meaning: MappingMeaning = {
    target,
    ...(isExpression(source) ? { expression: source } : {}),
    ...(match === undefined ? {} : { match }),
    onCreate: option('on create') !== undefined,
    flowAlways: option('flow always') !== undefined,
    flowNulls: option('flow nulls') !== undefined,
    ...(text === undefined ? {} : { defaultValue: text.value }),
  };
  meanings.set(declaration, meaning);
  return meaning;
}

function usedAttributes(
  mappings: readonly BoundMapping[],
  scope: readonly PlacedDeclaration<ScopeDeclaration>[],
): Set<string> {
  const used = new Set<string>();
  for (const { expression } of mappings) {
    if (expression !== undefined) for (const name of attributesOf(expression)) used.add(name);
  }
  for (const { declaration } of scope) {
    for (const { attribute } of declaration.clauses) if (attribute !== undefined) used.add(attribute.name);
  }
  return used;
}

const ACTIONS = ['create', 'update', 'disable', 'delete'] as const;

function actionsOf(file: MappingFile, direction: Direction | undefined): MappingModel['actions'] {
  const declared = declarationsOf(file, 'actions')[0]?.declaration.actions.map(({ text }) => text);
  if (declared === undefined)
    return new Set(direction === 'writeback' ? (['update'] as const) : (['create', 'update', 'disable'] as const));
  return new Set(ACTIONS.filter((action) => declared.includes(action)));
}
