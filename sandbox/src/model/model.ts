import { employmentEntities } from './employment-entities.ts';
import type { Model } from './entity.ts';
import { foundationEntities } from './foundation-entities.ts';
import { personEntities } from './person-entities.ts';

/**
 * The tenant's entity model. Keys, types, lengths and flags follow the metadata of real tenants; the set of entities is
 * what Microsoft's connector reads ("How Microsoft Entra provisioning integrates with SAP SuccessFactors", Supported
 * entities).
 */
export const model: Model = new Map(
  [...personEntities, ...employmentEntities, ...foundationEntities].map((entity) => [entity.name, entity]),
);

for (const entity of model.values()) {
  for (const navigation of entity.navigations.values()) {
    const target = model.get(navigation.target);
    const wrong = navigation.on.find(([own, theirs]) => !entity.properties.has(own) || !target?.properties.has(theirs));
    if (!target || wrong) throw new Error(`the sandbox's model is wrong at ${entity.name}/${navigation.name}`);
  }
}
