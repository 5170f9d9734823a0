import { type ConnectorGeneration, retrievalOf } from '../catalog/retrieval-rules.ts';
import type { NavigationStep, PathType } from '../entity-model/path-type.ts';

/** The first navigation of a path that nothing makes the connector fetch. */
export function neverFetchedStep(
  { navigations }: PathType,
  generation: ConnectorGeneration,
): { readonly navigation: NavigationStep; readonly sinceCurrent: boolean } | undefined {
  for (const navigation of navigations) {
    const retrieval = retrievalOf(navigation.node, nothing, generation);
    if (!retrieval.fetched && retrieval.attributes === undefined)
      return { navigation, sinceCurrent: retrieval.sinceCurrent };
  }
  return undefined;
}

const nothing = () => false;

/**
 * The navigation of a path that would be fetched if one of some attributes were mapped: the deepest of the first that is
 * missing, because what brings that one brings those above it.
 */
export function conditionalStep(
  { navigations }: PathType,
  isMapped: (attribute: string) => boolean,
  generation: ConnectorGeneration,
): { readonly navigation: NavigationStep; readonly attributes: readonly string[] } | undefined {
  let deepest: { readonly navigation: NavigationStep; readonly attributes: readonly string[] } | undefined;
  for (const navigation of navigations) {
    if (deepest !== undefined && !navigation.node.startsWith(`${deepest.navigation.node}/`)) continue;
    const retrieval = retrievalOf(navigation.node, isMapped, generation);
    if (!retrieval.fetched && retrieval.attributes !== undefined)
      deepest = { navigation, attributes: retrieval.attributes };
  }
  return deepest;
}
