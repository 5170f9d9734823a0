import type { MappingModel } from '../analysis/model.ts';
import { builtInAttributes } from '../catalog/source-attributes.ts';

/**
 * The path of an attribute in the list that a file starts from, before its `replace` lines and entries: the built-in
 * one, or that of the imported baseline, which takes its place. Undefined where the list does not have it.
 */
export function listedPath({ baseline }: MappingModel, name: string): string | undefined {
  return (baseline?.sources ?? builtInAttributes).get(name)?.path;
}
