import type { Account } from '../../people/accounts.ts';
import type { Directory } from '../../people/directory.ts';
import type { GraphContext } from '../context.ts';
import type { Source } from '../resource.ts';
import { type Group, type GroupPlan, groupPlans } from './groups.ts';

/** A group and all that are nested in it, each once. */
function descent(plan: GroupPlan, seen = new Set<GroupPlan>()): Set<GroupPlan> {
  if (seen.has(plan)) return seen;
  seen.add(plan);
  for (const each of plan.nested) descent(each, seen);
  return seen;
}

/** Object ids of the users who are members of one of some groups by name, not by rule. */
function assigned(directory: Directory, plans: Iterable<GroupPlan>): Map<string, Account> {
  const users = new Map<string, Account>();
  for (const plan of plans) {
    for (const person of plan.people) {
      const user = directory.of(person);
      if (user?.deletedDateTime === null) users.set(user.id, user);
    }
  }
  return users;
}

/** The groups that a user is in, directly or by way of others. */
export function groupsOf(directory: Directory, user: Account, transitive: boolean): Group[] {
  const isIn = (plan: GroupPlan): boolean =>
    plan.rule?.(user) === true || plan.people.some((person) => directory.of(person)?.id === user.id);
  return groupPlans
    .filter((plan) => (transitive ? [...descent(plan)].some(isIn) : isIn(plan)))
    .map(({ group }) => group);
}

/** The members of a group: its groups first, then its users; with `transitive` those of nested groups too, each once. */
export function membersOf(
  context: GraphContext,
  plan: GroupPlan,
  transitive: boolean,
  only?: 'user' | 'group',
): Source {
  const plans = transitive ? [...descent(plan)] : [plan];
  const nested = transitive ? plans.slice(1) : plan.nested;
  const groups = only === 'user' ? [] : nested.map(({ group }) => group);
  const users = only === 'group' ? undefined : usersOfPlans(context, plans);
  return {
    *scan(from) {
      for (let at = from; at < groups.length; at += 1) {
        const group = groups[at];
        if (group) yield [at, group];
      }
      if (!users) return;
      for (const [position, user] of users(Math.max(0, from - groups.length))) yield [position + groups.length, user];
    },
    at: (position) => groups[position] ?? (users ? context.users.at(position - groups.length) : undefined),
    placesOf: () => null,
    version: context.users.version,
  };
}

/** The users of some groups from a position on: a look at everybody where a rule decides. */
function usersOfPlans(context: GraphContext, plans: readonly GroupPlan[]) {
  const byName = assigned(context.directory, plans);
  const rules = plans.flatMap(({ rule }) => (rule ? [rule] : []));
  const places = rules.length > 0 ? null : context.directory.placesOf('id', [...byName.keys()]);
  return function* users(from: number): Generator<readonly [number, Account]> {
    for (const [position, user] of context.directory.scan(from, places)) {
      if (byName.has(user.id) || rules.some((rule) => rule(user))) yield [position, user];
    }
  };
}
