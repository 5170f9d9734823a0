import type { Baseline } from '../baseline/baseline.ts';
import { entraAttributes } from '../catalog/entra-attributes.ts';
import { writebackTargets } from '../catalog/writeback-targets.ts';
import type { AttributeDeclaration } from '../language/syntax.ts';
import { declaredType } from './declared-type.ts';
import type { TargetAttribute } from './model.ts';

/** The targets of a writeback. */
export function successFactorsTargets(
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

/** The targets of an inbound file. */
export function entraTargets(
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
      targets.set(name, { name, type: declaredType(declaration) ?? 'String', multivalued: declaration.multivalued });
  }
  return targets;
}
