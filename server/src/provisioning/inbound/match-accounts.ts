import type { BoundMapping, MappingModel } from '../../core/analysis/model.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { SfmapError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { MappingEvaluation } from '../../core/mapping/outcome.ts';
import { textsOf } from '../../core/mapping/same-value.ts';
import type { Directory } from '../ports.ts';
import { comparable, filterProperty } from './account-property.ts';

/** The account that belongs to a worker, or why there is none. */
export type AccountMatch =
  | { readonly state: 'matched'; readonly user: JsonObject; readonly by: string }
  /** Nobody has one of the joining values: the worker is new. */
  | { readonly state: 'none' }
  /** Several accounts have the value, or the account is another worker's as well. */
  | { readonly state: 'ambiguous'; readonly reason: string };

/** The mappings that link a worker to an account, in the order of their precedence. @throws SfmapError exit 1: none. */
export function joinsOf({ mappings }: MappingModel): readonly BoundMapping[] {
  const joins = mappings.filter(({ match }) => match !== undefined).sort((a, b) => (a.match ?? 0) - (b.match ?? 0));
  if (joins.length > 0) return joins;
  throw new SfmapError(
    'SFM-MATCH',
    'No mapping says which account a worker has.',
    'Add match 1 to a target that tells accounts apart, for example: employeeId <- [personIdExternal] match 1',
    1,
  );
}

/**
 * Finds the accounts of workers. Matching attributes are tried in the order of their precedence, and the first that finds
 * an account decides; several accounts with one value are an error. Source: "Customize user provisioning attribute
 * mappings", matching users.
 *
 * @param evaluations What the mapping yields for each worker, as if it were created.
 * @param select Graph's properties of the accounts; those of the joins are added.
 * @throws SfmapError as the directory does.
 */
export async function matchAccounts(
  joins: readonly BoundMapping[],
  evaluations: readonly MappingEvaluation[],
  directory: Pick<Directory, 'usersHaving'>,
  select: readonly string[],
  signal?: AbortSignal,
): Promise<readonly AccountMatch[]> {
  const matches = evaluations.map((): AccountMatch => ({ state: 'none' }));
  const properties = joins.flatMap(({ target }) => entraAttribute(target)?.graphProperty ?? []);
  const wanted = [...new Set([...select, 'id', 'userPrincipalName', ...properties])];
  for (const { target } of joins) {
    const property = filterProperty(target);
    if (property === undefined) continue;
    const open = evaluations.flatMap((evaluation, index) => {
      const value = matches[index]?.state === 'none' ? joiningValue(evaluation, target) : undefined;
      return value === undefined ? [] : [{ index, value }];
    });
    if (open.length === 0) continue;
    const found = await accountsByValue(
      directory,
      target,
      property,
      open.map(({ value }) => value),
      wanted,
      signal,
    );
    for (const { index, value } of open) {
      const users = found.get(comparable(value)) ?? [];
      if (users.length > 0) matches[index] = judged(users, `${target} ${value}`);
    }
  }
  return withoutShared(matches);
}

/** The text by which a worker is looked for; undefined where the mapping yields none. */
export function joiningValue({ targets }: MappingEvaluation, target: string): string | undefined {
  const outcome = targets.get(target);
  if (outcome?.state !== 'value') return undefined;
  const [value] = textsOf(outcome.value);
  // A control character cannot be asked for, and no account has one.
  return value === undefined || value === '' || !value.isWellFormed() || /\p{Cc}/u.test(value) ? undefined : value;
}

async function accountsByValue(
  directory: Pick<Directory, 'usersHaving'>,
  target: string,
  property: string,
  values: readonly string[],
  select: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly JsonObject[]>> {
  const found = new Map<string, JsonObject[]>();
  for await (const user of directory.usersHaving(property, [...new Set(values)], select, signal)) {
    for (const value of textsOf(entraAttribute(target)?.read(user) ?? null)) {
      const users = found.get(comparable(value)) ?? [];
      users.push(user);
      found.set(comparable(value), users);
    }
  }
  return found;
}

function judged(users: readonly JsonObject[], by: string): AccountMatch {
  const [user] = users;
  if (user !== undefined && users.length === 1) return { state: 'matched', user, by };
  const names = users.map(accountName).join(', ');
  return { state: 'ambiguous', reason: `${users.length} accounts have ${by}: ${names}. Correct one of them.` };
}

/** An account that two workers would write is nobody's until one of them is put right. */
function withoutShared(matches: readonly AccountMatch[]): readonly AccountMatch[] {
  const owners = new Map<string, number>();
  for (const match of matches) {
    if (match.state !== 'matched') continue;
    const id = String(match.user['id']);
    owners.set(id, (owners.get(id) ?? 0) + 1);
  }
  return matches.map((match) => {
    if (match.state !== 'matched' || owners.get(String(match.user['id'])) === 1) return match;
    const reason = `The account ${accountName(match.user)} is found for several workers (by ${match.by}). Match by an attribute that tells them apart.`;
    return { state: 'ambiguous', reason };
  });
}

/** How an account is told in a message. */
export function accountName(user: JsonObject): string {
  return String(user['userPrincipalName'] ?? user['id']);
}
