import { entraAttribute } from '../catalog/entra-attributes.ts';
import { builtInAttributes } from '../catalog/source-attributes.ts';
import { writebackTargets } from '../catalog/writeback-targets.ts';
import { builtInModel } from '../entity-model/built-in-model.ts';

let fields: ReadonlySet<string> | undefined;

/** Whether one of the systems has an attribute or a field of that name, wherever it stands. */
export function isRealName(name: string): boolean {
  if (builtInAttributes.has(name) || writebackTargets.has(name) || entraAttribute(name) !== undefined) return true;
  fields ??= new Set([...builtInModel.entities.values()].flatMap(({ properties }) => [...properties.keys()]));
  return fields.has(name);
}
