import type { EntityModel, Property } from '../entity-model/entity-model.ts';
import type { StepPlace } from '../jsonpath/every-step.ts';
import type { PathSide } from '../jsonpath/path-syntax.ts';
import { pathTypeOf } from './typed-paths.ts';

/**
 * The field of the tested record itself that a side of a filter reads; undefined for a field further away, and for what
 * the entity model does not know. SuccessFactors sends every such field, as null where it is empty.
 */
export function testedField(
  text: string,
  { step, inFilter }: StepPlace,
  { from, steps, start, end }: PathSide,
  model: EntityModel | undefined,
): Property | undefined {
  if (inFilter || step.kind !== 'filter' || from !== 'element' || steps.length !== 1) return undefined;
  const field = text.slice(start + 1, end).trimEnd();
  const { end: place } = pathTypeOf(`${text.slice(0, step.lead)}[0]${field}`, model);
  return place.kind === 'value' ? place.property : undefined;
}
