import type { Property } from '../../core/entity-model/entity-model.ts';
import type { Place } from '../../core/entity-model/path-type.ts';

/** What stands at a place by the entity model, in words; undefined where the model does not know. */
export function placeWords(place: Place): string | undefined {
  switch (place.kind) {
    case 'value':
      return `Field ${place.property.name} of ${place.entity.name}, ${fieldWords(place.property)}`;
    case 'record':
      return `One record of ${place.entity.name}${datedWords(place)}`;
    case 'collection':
      return `Records of ${place.entity.name}, listed in results${datedWords(place)}`;
    case 'list':
      return `List of the records of ${place.entity.name}${datedWords(place)}`;
    case 'open':
      return undefined;
  }
}

function fieldWords({ type, label, picklist, visible, assumed }: Property): string {
  return [
    type,
    ...(label === undefined ? [] : [`called "${label}"`]),
    ...(picklist === undefined ? [] : [`the id of an option of the picklist ${picklist}`]),
    ...(visible === false ? ['which reads do not give'] : []),
    ...(assumed === true ? ['which no metadata confirms'] : []),
  ].join(', ');
}

function datedWords({ entity }: Exclude<Place, { kind: 'open' }>): string {
  if (entity.name === 'PicklistOption') return ', an option of a picklist: its id here, its texts and codes below';
  return entity.effectiveDated ? ', effective-dated: a read gives what holds today' : '';
}
