import { jsonParts } from '../plan/json-parts.ts';
import type { Listed } from '../plan/packed-list.ts';
import type { InboundPerson } from './inbound-person.ts';
import type { InboundPreviewed } from './inbound-text.ts';

/**
 * A preview as JSON, part by part: `{ connection, target, complete, totals, people, missing }`; docs/command-line.md names
 * the fields.
 */
export function inboundJson({ place, complete, totals, people, missing }: InboundPreviewed): Generator<string> {
  const { connection, target } = place;
  return jsonParts({ connection, target, complete, totals, people: shownPeople(people), missing });
}

function* shownPeople(people: Listed<InboundPerson>): Generator<unknown> {
  for (const { values: _values, held: _held, nobodyHas: _nobodyHas, ...person } of people) yield person;
}
