import { type PersonPreview, previewTotals } from './person-preview.ts';
import type { Plan } from './plan.ts';

/** A plan for some of its people, and who of those asked for is not in it. */
export interface NarrowedPlan {
  readonly plan: Plan;
  readonly unknown: readonly string[];
}

/**
 * The part of a plan that concerns chosen people. It is a plan over chosen people: percentages of its limits no longer
 * hold, numbers do. Nobody else counts as looked at, so that those who changed are not forgotten.
 *
 * @param ids Employee ids or user principal names.
 */
export function narrowPlan(plan: Plan, ids: readonly string[]): NarrowedPlan {
  const asked = new Map(ids.map((id) => [id.toLowerCase(), id]));
  const namesOf = ({ personIdExternal, userPrincipalName }: PersonPreview) =>
    [personIdExternal, userPrincipalName].flatMap((name) => (name ? [name.toLowerCase()] : []));
  const people: PersonPreview[] = [];
  for (const person of plan.people) if (namesOf(person).some((name) => asked.has(name))) people.push(person);
  const found = new Set(people.flatMap(namesOf));
  const { changes: _, watermark: __, ...rest } = plan;
  return {
    plan: { ...rest, complete: false, people, outside: [], totals: previewTotals(people, 0) },
    unknown: [...asked].flatMap(([key, id]) => (found.has(key) ? [] : [id])),
  };
}
