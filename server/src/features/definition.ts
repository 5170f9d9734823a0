import type { Analysis } from '../core/analysis/analyse.ts';
import type { Direction } from '../core/analysis/model.ts';
import { compiledPathOf } from '../core/analysis/paths.ts';
import { absoluteSpan, isBuiltIn, occurrencesOf, type PlacedOccurrence, symbolAt } from '../core/analysis/symbols.ts';
import { type AttributeListPlace, attributeListPlace } from '../core/catalog/attribute-list.ts';
import { expandPathParameters } from '../core/language/parameters.ts';
import type { Span } from '../core/language/syntax.ts';

/** Where a name gets its meaning. */
export type DefinitionTarget =
  /** In this file: the declaration, and the name in it. */
  | { readonly kind: 'declaration'; readonly whole: Span; readonly name: Span }
  /** In a built-in attribute list. */
  | { readonly kind: 'attribute list'; readonly direction: Direction; readonly place: AttributeListPlace }
  /** On the page of a function. */
  | { readonly kind: 'function'; readonly name: string }
  /** At a place of the sample person's payload. */
  | { readonly kind: 'payload'; readonly location: readonly (string | number)[] }
  /** A file, by its path as the mapping writes it. */
  | { readonly kind: 'file'; readonly path: string };

/** The name that was asked about, and where it leads. */
export interface Definition {
  readonly origin: Span;
  readonly targets: readonly DefinitionTarget[];
}

/** A path that selects many values leads to the first ones. */
const MOST_PLACES = 20;

/** Where the name at an offset gets its meaning; undefined where no name stands, or it leads nowhere. */
export function definition(analysis: Analysis, offset: number): Definition | undefined {
  const found = symbolAt(analysis.file, offset);
  if (found === undefined) return undefined;
  const targets = targetsOf(analysis, found);
  return targets.length === 0 ? undefined : { origin: absoluteSpan(found.placed, found), targets };
}

function targetsOf(analysis: Analysis, found: PlacedOccurrence): readonly DefinitionTarget[] {
  const { kind, name } = found.symbol;
  switch (kind) {
    case 'field':
    case 'step':
      return payloadPlaces(analysis, found);
    case 'file':
      return [{ kind: 'file', path: name }];
    case 'function':
      return isBuiltIn(analysis.model, found.symbol) ? [{ kind: 'function', name }] : [];
    case 'target':
      return targetOf(analysis, found);
    default: {
      const declared = declarationsOf(analysis, found, 'declaration');
      return declared.length > 0 || kind !== 'source' ? declared : listed(analysis, kind, name);
    }
  }
}

/** Whoever looks from a test or a limit wants the mapping; whoever looks from the mapping, what the target is. */
function targetOf(analysis: Analysis, found: PlacedOccurrence): readonly DefinitionTarget[] {
  const mapped = found.role === 'read' ? declarationsOf(analysis, found, 'write') : [];
  if (mapped.length > 0) return mapped;
  const declared = declarationsOf(analysis, found, 'declaration');
  return declared.length > 0 ? declared : listed(analysis, 'target', found.symbol.name);
}

function declarationsOf(
  { file }: Analysis,
  { symbol }: PlacedOccurrence,
  role: PlacedOccurrence['role'],
): DefinitionTarget[] {
  return occurrencesOf(file, symbol)
    .filter((one) => one.role === role)
    .map((one) => ({
      kind: 'declaration',
      whole: absoluteSpan(one.placed, one.placed.declaration),
      name: absoluteSpan(one.placed, one),
    }));
}

function listed({ model }: Analysis, side: 'source' | 'target', name: string): DefinitionTarget[] {
  const direction = model.direction ?? 'inbound';
  const place = attributeListPlace(direction, side, name);
  return place === undefined ? [] : [{ kind: 'attribute list', direction, place }];
}

function payloadPlaces({ sample, parameters }: Analysis, { step }: PlacedOccurrence): DefinitionTarget[] {
  if (sample === undefined || step === undefined) return [];
  const path = compiledPathOf(expandPathParameters(step.selects, parameters));
  const selection = path.matches(sample.payload, MOST_PLACES);
  return selection.ok ? selection.results.map(({ location }) => ({ kind: 'payload', location })) : [];
}
