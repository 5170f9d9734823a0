import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Directory, Progress } from '../ports.ts';

/** Whom a run is about. */
export type People =
  | { readonly kind: 'all' }
  | { readonly kind: 'sample'; readonly count: number }
  | { readonly kind: 'chosen'; readonly ids: readonly string[] }
  /** The users of an Entra group by its object id, those of groups in it too. */
  | { readonly kind: 'group'; readonly group: string };

/** Whom a command asks for: people, or the users whom Entra ID says have changed. */
export type AskedPeople = People | { readonly kind: 'changed' };

/** Whom a writeback reads: people, or users by their object ids. */
export type WantedUsers = People | { readonly kind: 'objects'; readonly ids: readonly string[] };

/** A user that was found, or a person whom Entra ID does not have. */
export type FoundUser = { readonly user: JsonObject } | { readonly asked: string; readonly reason: string };

/**
 * The Entra users of a run. A chosen person is named by `personIdExternal` as the join reads it, by user principal name
 * or e-mail address, or by object id.
 *
 * @param property Graph's name of the joining property; absent when the join is an expression. Then nobody can be searched
 *   for, so everybody is read, and the caller tells who was chosen.
 */
export async function* findUsers(
  directory: Directory,
  people: WantedUsers,
  select: readonly string[],
  property: string | undefined,
  progress: Progress,
  signal?: AbortSignal,
): AsyncGenerator<FoundUser> {
  const phase = 'Reading Entra users';
  let done = 0;
  if (people.kind !== 'chosen' || property === undefined) {
    const users = usersOf(directory, people, select, property, signal);
    for await (const user of users) {
      done += 1;
      if (done % 100 === 0) progress({ phase, done });
      yield { user };
    }
    return;
  }

  const seen = new Set<string>();
  for (const asked of people.ids) {
    const found = await findChosen(directory, asked, select, property, signal);
    if (found.length === 0) {
      yield { asked, reason: noUser(asked) };
    }
    for (const user of found) {
      const id = String(user['id']);
      if (seen.has(id)) continue;
      seen.add(id);
      yield { user };
    }
    done += 1;
    progress({ phase, done, total: people.ids.length });
  }
}

function usersOf(
  directory: Directory,
  people: WantedUsers,
  select: readonly string[],
  property: string | undefined,
  signal?: AbortSignal,
): AsyncIterable<JsonObject> {
  if (people.kind === 'group') return membersOf(directory, people.group, select, signal);
  if (people.kind === 'objects' && property !== undefined)
    return directory.usersHaving('id', people.ids, select, signal);
  return directory.users(select, signal);
}

async function* membersOf(
  directory: Directory,
  group: string,
  select: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<JsonObject> {
  try {
    yield* directory.members(group, select, true, signal);
  } catch (error) {
    if (!(error instanceof SfmapError) || error.status !== 404) throw error;
    const cure = 'Take its object id from the Entra admin center: Groups, the group, Object ID.';
    throw new SfmapError('SFM-GROUP', `Entra ID has no group ${group}.`, cure, 2, { cause: error });
  }
}

/** Why a person that was asked for is not there. */
export function noUser(asked: string): string {
  return `Entra ID has no user ${asked}. Give an employee id, a user principal name or an object id.`;
}

async function findChosen(
  directory: Directory,
  asked: string,
  select: readonly string[],
  property: string,
  signal?: AbortSignal,
): Promise<readonly JsonObject[]> {
  const properties = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(asked)
    ? ['id']
    : asked.includes('@')
      ? ['userPrincipalName', 'mail']
      : [property];
  for (const name of properties) {
    const users = await directory.findUsers(name, asked, select, signal);
    if (users.length > 0) return users;
  }
  return [];
}
