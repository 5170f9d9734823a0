import { previewTotals, type WritebackPreview } from '../plan/person-preview.ts';
import type { InboundPerson } from './inbound-person.ts';
import { plannedPerson } from './plan-person.ts';

/**
 * What a plan holds of the people of an inbound preview. Who is out of scope and has nothing to lose stands outside.
 *
 * @param people Everybody who was looked at.
 * @param missing Who was asked for and is not there: an error each.
 */
export function inboundPreview(
  people: readonly InboundPerson[],
  missing: readonly { readonly asked: string; readonly reason: string }[] = [],
): WritebackPreview {
  const made = new Set(
    people.flatMap(({ personIdExternal, action, keptBack }) =>
      action === 'create' && keptBack === undefined ? [personIdExternal] : [],
    ),
  );
  const isOutside = ({ inScope, action, errors }: InboundPerson) =>
    !inScope && action === 'none' && errors.length === 0;
  const planned = people
    .filter((person) => !isOutside(person))
    .map((person) => plannedPerson(person, (id) => made.has(id)));
  const absent = missing.map(({ asked, reason }) => ({
    personIdExternal: asked,
    name: asked,
    userPrincipalName: '',
    primaryNow: { emails: [], phones: [] },
    lines: [],
    refusals: [],
    errors: [{ step: 'import' as const, reason }],
    warnings: [],
    calls: [],
    account: { situation: '', action: 'none' as const, reason: 'not read' },
  }));
  const outside = people.filter(isOutside).map(({ personIdExternal, name, account, reason }) => ({
    personIdExternal,
    name: name === '' ? personIdExternal : name,
    userPrincipalName: account?.userPrincipalName ?? '',
    reason,
  }));
  const all = [...planned, ...absent];
  return { people: all, outside, totals: previewTotals(all, outside.length) };
}
