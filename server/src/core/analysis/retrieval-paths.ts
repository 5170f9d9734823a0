import { type Retrieval, retrievalOf } from '../catalog/retrieval-rules.ts';
import type { NavigationStep } from '../entity-model/path-type.ts';
import type { DeclarationChecks, DeclarationContext } from './diagnostic.ts';
import { pathTypeOf } from './typed-paths.ts';
import { eachPath, type WrittenPath } from './written-paths.ts';

/** A navigation of a path that the connector does not fetch for this file. */
export interface MissingNavigation {
  readonly path: WrittenPath;
  readonly navigation: NavigationStep;
  readonly retrieval: Exclude<Retrieval, { fetched: true }>;
}

/**
 * The checks of a rule that looks at what the connector does not fetch, in each path that a mapping or the scope reads,
 * or that a `replace` line puts into others: one navigation of it, the deepest of the first that is missing, because
 * what brings that one brings those above it.
 */
export function eachMissingNavigation(
  look: (missing: MissingNavigation, context: DeclarationContext) => void,
): DeclarationChecks {
  return eachPath((path, context) => {
    if (context.direction !== 'inbound' || (path.role !== 'source' && path.role !== 'replace-to')) return;
    const missing = deepestMissing(path, context);
    if (missing === undefined) return;
    if (path.role === 'source' && (path.name === undefined || !context.isRead(path.name))) return;
    look(missing, context);
  });
}

function deepestMissing(path: WrittenPath, context: DeclarationContext): MissingNavigation | undefined {
  const generation = context.generation ?? 'current';
  const isMapped = mappedBy(path, context);
  let deepest: MissingNavigation | undefined;
  for (const navigation of pathTypeOf(path.node.text, context.entityModel).navigations) {
    if (deepest !== undefined && !navigation.node.startsWith(`${deepest.navigation.node}/`)) continue;
    const retrieval = retrievalOf(navigation.node, isMapped, generation);
    if (!retrieval.fetched) deepest = { path, navigation, retrieval };
  }
  return deepest;
}

/** The attributes that are mapped, as far as the rules of retrieval ask. Their names are compared in small letters. */
function mappedBy({ name }: WrittenPath, { isRead }: DeclarationContext): (attribute: string) => boolean {
  const own = name?.toLowerCase();
  return (attribute) => attribute.toLowerCase() === own || isRead(attribute);
}
