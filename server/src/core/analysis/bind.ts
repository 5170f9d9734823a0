import type { Baseline } from '../baseline/baseline.ts';
import type { AttributeDeclaration, MappingFile, PlacedDeclaration, ScopeDeclaration } from '../language/syntax.ts';
import { attributesOf, isExpression } from '../language/walk.ts';
import { boundLimits } from './bind-limits.ts';
import { boundMappings } from './bind-mappings.ts';
import { entraSources, rewrittenSources, successFactorsSources } from './bind-sources.ts';
import { entraTargets, successFactorsTargets } from './bind-targets.ts';
import { boundTests } from './bind-tests.ts';
import { changeBetween } from './change.ts';
import { declarationsOf } from './declarations.ts';
import type { BoundMapping, Direction, MappingModel, ProvisioningPair } from './model.ts';
import { unreadNames } from './unread-names.ts';

export { isExpression } from '../language/walk.ts';
export { KEPT_BY_REPLACE, MOST_REPLACES } from './bind-sources.ts';
export { declarationsOf } from './declarations.ts';

const DIRECTIONS: Readonly<Record<ProvisioningPair, Direction>> = {
  'SuccessFactors->EntraID': 'inbound',
  'SuccessFactors->ActiveDirectory': 'inbound',
  'EntraID->SuccessFactors': 'writeback',
};

/** The pair that two names make, if it is one of the three. */
export function provisioningPair(source: string | undefined, target: string | undefined): ProvisioningPair | undefined {
  const pair = `${source}->${target}`;
  return pair in DIRECTIONS ? (pair as ProvisioningPair) : undefined;
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
  const sameEntries = (block: AttributeDeclaration['block']) =>
    ![...before, ...after].some(({ declaration }) => declaration.kind === 'attribute' && declaration.block === block);
  return {
    ...(kinds.has('param') ? {} : { parameters }),
    ...(kinds.has('sample') ? {} : { samples }),
    ...(sameUse
      ? { used, distinct: previous.model.mappings.length === declarationsOf(previous.file, 'map').length }
      : {}),
    ...(sameEntries('source') && !kinds.has('replace') && (sameUse || direction !== 'writeback')
      ? { sources }
      : rewrittenSources(sources, before, after, direction)),
    ...(sameEntries('target') ? { targets } : {}),
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
