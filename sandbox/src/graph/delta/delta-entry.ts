import type { Account } from '../../people/accounts.ts';
import type { GraphContext } from '../context.ts';
import { readSelect } from '../query/select.ts';
import { propertyOf } from '../resource.ts';
import { userType } from '../users/user-type.ts';
import type { Tracked } from './delta-token.ts';

type Entry = Record<string, unknown>;

/** The properties that entries show; `manager` is a relationship, and shown beside them. */
const namesOf = ({ select }: Tracked): string[] =>
  select === null ? readSelect(undefined, userType) : select.filter((name) => name !== 'manager');

const showsManager = ({ select }: Tracked): boolean => select?.includes('manager') === true;

/** An entry as a first round tells it, or of a user who came since: what was never set is left out. */
export function wholeEntry(context: GraphContext, user: Account, tracked: Tracked): Entry {
  const values = namesOf(tracked)
    .map((name) => [name, propertyOf(user, name)] as const)
    .filter(([, value]) => value !== null);
  const manager = showsManager(tracked) ? context.directory.managerOf(user) : undefined;
  return {
    ...Object.fromEntries(values),
    ...(manager && { 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: manager.id }] }),
    id: user.id,
  };
}

/**
 * What a later round tells of somebody whose properties were changed; null where none of those is tracked.
 *
 * @param minimal `Prefer: return=minimal`: the changed properties alone
 */
export function changedEntry(
  context: GraphContext,
  id: string,
  changed: ReadonlySet<string>,
  tracked: Tracked,
  minimal: boolean,
): Entry | null {
  const { directory } = context;
  const user = directory.user(id);
  if (!user) {
    // Somebody who came and went within the round may be told as removed too.
    if (!changed.has('@removed')) return null;
    return { id, '@removed': { reason: directory.isGone(id) ? 'deleted' : 'changed' } };
  }
  if (changed.has('@created') || changed.has('@restored')) return wholeEntry(context, user, tracked);
  const isTracked = (name: string): boolean =>
    tracked.select === null ? name !== 'manager' && userType.properties.has(name) : tracked.select.includes(name);
  if (![...changed].some(isTracked)) return null;
  const names = namesOf(tracked).filter((name) => changed.has(name) || (!minimal && propertyOf(user, name) !== null));
  const shown = Object.fromEntries(names.map((name) => [name, propertyOf(user, name)]));
  return { ...shown, ...managerChange(context, user, changed, tracked, minimal), id };
}

function managerChange(
  context: GraphContext,
  user: Account,
  changed: ReadonlySet<string>,
  tracked: Tracked,
  minimal: boolean,
): Entry {
  if (!showsManager(tracked) || (minimal && !changed.has('manager'))) return {};
  const manager = context.directory.managerOf(user);
  if (manager) return { 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: manager.id }] };
  if (!changed.has('manager') || !user.formerManagerId) return {};
  const removed = {
    '@odata.type': '#microsoft.graph.user',
    id: user.formerManagerId,
    '@removed': { reason: 'deleted' },
  };
  return { 'manager@delta': [removed] };
}
