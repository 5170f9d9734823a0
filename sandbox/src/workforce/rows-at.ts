import type { Row } from '../model/entity.ts';
import { type OptionIdSet, withOptionIds } from '../people/option-ids.ts';
import type { EmploymentPlan, PersonPlan } from '../people/plan.ts';
import { rowsOfPerson } from '../people/rows.ts';

/** The rows of a person by set on a day: who leaves later still works, and whoever has left has no active user. */
export function rowsAt(plan: PersonPlan | null, today: number, ids: OptionIdSet): ReadonlyMap<string, readonly Row[]> {
  if (plan === null) return new Map([...rowsOfPerson.keys()].map((set) => [set, []]));
  const now = { ...plan, employments: plan.employments.map((employment) => onDay(employment, today)) };
  return new Map(
    [...rowsOfPerson].map(([set, rows]) => {
      const asOf = set === 'PersonEmpTerminationInfo' || set === 'User' ? now : plan;
      return [set, rows(asOf).map((row) => withOptionIds(ids, set, row))];
    }),
  );
}

function onDay(employment: EmploymentPlan, today: number): EmploymentPlan {
  const { to, user, ...rest } = employment;
  if (to === undefined) return employment;
  return to >= today ? { ...rest, user } : { ...rest, to, user: user === 't' ? 'f' : user };
}
