import { type ConnectorGeneration, type Retrieval, retrievalOf } from '../catalog/retrieval-rules.ts';
import type { NavigationStep } from '../entity-model/path-type.ts';
import type { DeclarationChecks, DeclarationContext } from './diagnostic.ts';
import { pathTypeOf } from './typed-paths.ts';
import { eachPath, type WrittenPath } from './written-paths.ts';

/** A navigation of a path that the connector does not fetch for this file. */
export interface MissingNavigation {
  readonly path: WrittenPath;
  readonly navigation: NavigationStep;
  readonly retrieval: Exclude<Retrieval, { fetched: true }>;
  readonly generation: ConnectorGeneration;
}

/**
 * The checks of a rule that looks at what the connector does not fetch: the first such navigation of each path that a
 * mapping or the scope reads, or that a `replace` line puts into others.
 */
export function eachMissingNavigation(
  look: (missing: MissingNavigation, context: DeclarationContext) => void,
): DeclarationChecks {
  return eachPath((path, context) => {
    if (context.direction !== 'inbound' || (path.role !== 'source' && path.role !== 'replace-to')) return;
    const generation = context.generation ?? 'current';
    for (const navigation of pathTypeOf(path.node.text, context.entityModel).navigations) {
      const retrieval = retrievalOf(navigation.node, mappedBy(path, context), generation);
      if (retrieval.fetched) continue;
      if (path.role === 'source' && (path.name === undefined || !context.isRead(path.name))) return;
      look({ path, navigation, retrieval, generation }, context);
      return;
    }
  });
}

/** The attributes that are mapped, as far as the rules of retrieval ask. Their names are compared in small letters. */
function mappedBy({ name }: WrittenPath, { isRead }: DeclarationContext): (attribute: string) => boolean {
  const own = name?.toLowerCase();
  return (attribute) => attribute.toLowerCase() === own || isRead(attribute);
}
