import type { MappingModel } from '../analysis/model.ts';
import { pathTypeOf } from '../analysis/typed-paths.ts';
import { retrievalRules } from '../catalog/retrieval-rules.ts';
import { builtInModel } from '../entity-model/built-in-model.ts';

/**
 * The entities whose metadata matters: those that the connector can read, and those that the paths of a mapping go
 * through. They are asked for in one call, because metadata of single entities leaves out what leads to others.
 */
export function metadataEntities(model?: MappingModel): readonly string[] {
  const names = new Set(['PerPerson']);
  for (const { node } of retrievalRules) addEntities(node, names);
  for (const name of model?.direction === 'inbound' ? model.used : []) {
    const path = model?.sources.get(name)?.path;
    if (path !== undefined) for (const { node } of pathTypeOf(path).navigations) addEntities(node, names);
  }
  return [...names];
}

/** The entities along a node, as far as they are known. */
function addEntities(node: string, names: Set<string>): void {
  let entity = builtInModel.entity('PerPerson');
  for (const step of node.split('/')) {
    const member = entity && builtInModel.member(entity, step);
    const target = member?.kind === 'navigation' ? member.navigation.target : '';
    if (target === '') return;
    names.add(target);
    entity = builtInModel.entity(target);
  }
}
