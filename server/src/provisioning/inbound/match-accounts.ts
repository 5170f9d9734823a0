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
  | {
      readonly state: 'matched';
      readonly user: JsonObject;
      /** `employeeId 100234`. */
      readonly by: string;
      /** An earlier run wrote this account for the worker. */
      readonly remembered?: true;
      readonly warning?: string;
    }
  /** Nobody has one of the joining values: the worker is new. */
  | { readonly state: 'none'; readonly warning?: string }
  /** Several accounts have the value, or the account is another worker's as well. */
  | { readonly state: 'ambiguous'; readonly reason: string };

/** A worker whose account is looked for. */
export interface Seeker {
  /** What the mapping yields, as if the worker were created. */
  readonly evaluation: MappingEvaluation;
  /** Object id of the account that an earlier run wrote for them. */
  readonly known?: string | undefined;
}

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
 * Finds the accounts of workers. One that an earlier run wrote is found by its object id, whatever it is called by now.
 * For everybody else matching attributes are tried in the order of their precedence, and the first that finds an account
 * decides; several accounts with one value are an error. Sources: "Customize user provisioning attribute mappings",
 * matching users; "Manage object connections", a worker stays connected to their account.
 *
 * @param select Graph's properties of the accounts; those of the joins are added.
 * @throws SfmapError as the directory does.
 */
export async function matchAccounts(
  joins: readonly BoundMapping[],
  seekers: readonly Seeker[],
  directory: Pick<Directory, 'usersHaving'>,
  select: readonly string[],
  signal?: AbortSignal,
): Promise<readonly AccountMatch[]> {
  const properties = joins.flatMap(({ target }) => entraAttribute(target)?.graphProperty ?? []);
  const wanted = [...new Set([...select, 'id', 'userPrincipalName', ...properties])];
  const matches = await rememberedAccounts(seekers, directory, wanted, signal);
  for (const { target } of joins) {
    const property = filterProperty(target);
    if (property === undefined) continue;
    const open = seekers.flatMap(({ evaluation }, index) => {
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
      if (users.length > 0) matches[index] = { ...warningOf(matches[index]), ...judged(users, `${target} ${value}`) };
    }
  }
  return matches;
}

/** Those whose account an earlier run wrote; one whose account is gone is looked for anew. */
async function rememberedAccounts(
  seekers: readonly Seeker[],
  directory: Pick<Directory, 'usersHaving'>,
  select: readonly string[],
  signal: AbortSignal | undefined,
): Promise<AccountMatch[]> {
  const ids = [...new Set(seekers.flatMap(({ known }) => known ?? []))];
  const found = new Map<string, JsonObject>();
  if (ids.length > 0) {
    for await (const user of directory.usersHaving('id', ids, select, signal)) found.set(String(user['id']), user);
  }
  return seekers.map(({ known }): AccountMatch => {
    if (known === undefined) return { state: 'none' };
    const user = found.get(known);
    if (user !== undefined) return { state: 'matched', user, by: REMEMBERED, remembered: true };
    const warning = `The account ${known} of an earlier run is not in Entra ID any more, so the worker is matched anew.`;
    return { state: 'none', warning };
  });
}

/** How an account of an earlier run is told to be found: `…, found by its object id, remembered`. */
const REMEMBERED = 'its object id, remembered';

const warningOf = (match: AccountMatch | undefined) =>
  match?.state === 'none' && match.warning !== undefined ? { warning: match.warning } : {};

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

/** How an account is told in a message. */
export function accountName(user: JsonObject): string {
  return String(user['userPrincipalName'] ?? user['id']);
}
