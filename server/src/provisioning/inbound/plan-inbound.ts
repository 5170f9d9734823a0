import { type Listed, PackedList } from '../plan/packed-list.ts';
import { type Outsider, previewTotals, type WritebackPreview } from '../plan/person-preview.ts';
import { packedPeople } from '../plan/plan.ts';
import { type InboundPerson, whoIsCreated } from './inbound-person.ts';
import { plannedPerson } from './plan-person.ts';

/**
 * What a plan holds of the people of an inbound preview. Who is out of scope and has nothing to lose stands outside.
 *
 * @param people Everybody who was looked at.
 * @param missing Who was asked for and is not there: an error each.
 * @param gone Who is not there any more, and was no error before.
 */
export function inboundPreview(
  people: Listed<InboundPerson>,
  missing: readonly { readonly asked: string; readonly reason: string }[] = [],
  gone: readonly Outsider[] = [],
): WritebackPreview {
  const created = whoIsCreated(people);
  const planned = packedPeople();
  const outside = new PackedList<Outsider>();
  for (const person of people) {
    if (isOutside(person)) outside.push(outsider(person));
    else planned.push(plannedPerson(person, (id) => created.has(id)));
  }
  for (const { asked, reason } of missing) {
    planned.push({
      personIdExternal: asked,
      name: asked,
      userPrincipalName: '',
      primaryNow: { emails: [], phones: [] },
      lines: [],
      refusals: [],
      errors: [{ step: 'import', reason }],
      warnings: [],
      calls: [],
      account: { situation: '', action: 'none', reason: 'not read' },
    });
  }
  for (const one of gone) outside.push(one);
  return { people: planned, outside, totals: previewTotals(planned, outside.length) };
}

const isOutside = ({ inScope, action, errors }: InboundPerson) => !inScope && action === 'none' && errors.length === 0;

function outsider({ personIdExternal, name, account, reason }: InboundPerson): Outsider {
  return {
    personIdExternal,
    name: name === '' ? personIdExternal : name,
    userPrincipalName: account?.userPrincipalName ?? '',
    reason,
  };
}
