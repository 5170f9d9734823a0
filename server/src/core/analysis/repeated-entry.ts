import { builtInAttributes } from '../catalog/source-attributes.ts';
import { isRejected } from '../jsonpath/path-syntax.ts';
import type { AttributeDeclaration } from '../language/syntax.ts';
import { samePath } from '../refactoring/scenario.ts';
import type { MappingModel } from './model.ts';
import { pathOf } from './paths.ts';

/** Whether the list of attributes has this name. */
export function isListed(name: string, { baseline }: MappingModel): boolean {
  return (baseline?.sources ?? builtInAttributes).has(name);
}

/** Whether an entry would say, under this name, what the list of attributes says without it. */
export function repeatsList(
  { type, path, multivalued }: AttributeDeclaration,
  name: string,
  { baseline }: MappingModel,
): boolean {
  const listed = (baseline?.sources ?? builtInAttributes).get(name);
  if (listed?.path === undefined || path === undefined) return false;
  if (type !== undefined && type.text !== listed.type) return false;
  if (multivalued !== ('multivalued' in listed && listed.multivalued)) return false;
  return !isRejected(pathOf(path.text)) && samePath(path.text, listed.path);
}
