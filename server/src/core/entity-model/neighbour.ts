import { type Entity, type EntityModel, holdsOneToday, type Navigation } from './entity-model.ts';

/** The navigations that the connector always follows: what lies there can be read by a longer path. */
const FOLLOWED: ReadonlySet<string> = new Set([
  'personalInfoNav',
  'emailNav',
  'phoneNav',
  'personEmpTerminationInfoNav',
  'employmentNav',
  'userNav',
  'jobInfoNav',
]);

/** A navigation of an entity behind which a field stands that the entity itself does not have. */
export interface Neighbour {
  readonly navigation: Navigation;
  /** What a path to its record adds, without a leading dot; undefined where a record has to be chosen first. */
  readonly steps?: string;
}

/** The one neighbour that is sure to have a field of this name; undefined where there is none, or more than one. */
export function neighbourWith(model: EntityModel, entity: Entity, name: string): Neighbour | undefined {
  const found: Neighbour[] = [];
  for (const navigation of entity.navigations.values()) {
    const target = FOLLOWED.has(navigation.name) ? model.entity(navigation.target) : undefined;
    const property = target?.properties.get(name);
    if (target === undefined || property === undefined || property.visible === false || property.assumed) continue;
    if (!navigation.many) found.push({ navigation, steps: navigation.name });
    else if (holdsOneToday(target)) found.push({ navigation, steps: `${navigation.name}.results[0]` });
    else found.push({ navigation });
  }
  return found.length === 1 ? found[0] : undefined;
}
