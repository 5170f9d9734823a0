import { SfmapError } from '../../core/errors.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { oneLine } from '../../core/one-line.ts';
import type { RowValues } from '../plan/row-values.ts';

/** The entities that a writeback writes. */
export type RowEntity = 'PerEmail' | 'PerPhone' | 'User';

/** An e-mail or phone row; `type` is the picklist option id in its key. */
export interface ContactRow {
  readonly type: string;
  readonly isPrimary: boolean;
  readonly values: RowValues;
}

/** One employment with its User row. */
export interface EmploymentRow {
  readonly userId: string;
  /** The employment's job of today is active, on leave or suspended. */
  readonly active: boolean;
  /** Absent when SuccessFactors gives no User for the employment, as after a worker conversion. */
  readonly user?: RowValues;
}

/** What SuccessFactors holds about a person, as far as a writeback can touch it. */
export interface PersonRows {
  readonly personIdExternal: string;
  readonly emails: readonly ContactRow[];
  readonly phones: readonly ContactRow[];
  readonly employments: readonly EmploymentRow[];
  /** `User.status` by `userId`, as far as it was read. */
  readonly userStatus?: ReadonlyMap<string, string>;
}

/** The properties of each entity beside its key. */
export const rowProperties: Readonly<Record<RowEntity, readonly string[]>> = {
  PerEmail: ['emailAddress', 'isPrimary'],
  PerPhone: ['phoneNumber', 'areaCode', 'countryCode', 'extension', 'isPrimary'],
  User: [
    'username',
    'loginMethod',
    ...Array.from({ length: 15 }, (_, index) => `custom${String(index + 1).padStart(2, '0')}`),
  ],
};

/**
 * External codes of an employee status under which somebody works or will come back: active, unpaid leave, paid leave,
 * suspended, furlough. Retired, terminated, discarded and dormant are not (KBA 2505526).
 */
const activeStatuses = new Set(['A', 'U', 'P', 'S', 'F']);

/**
 * The navigations that hold the rows; the employments are read only if the mapping writes the User.
 *
 * @param withStatus The users are read for their status alone.
 */
export function rowExpand(withUser: boolean, withStatus = withUser): readonly string[] {
  return [
    'emailNav',
    'phoneNav',
    ...(withStatus ? ['employmentNav/userNav'] : []),
    ...(withUser ? ['employmentNav/jobInfoNav/emplStatusNav'] : []),
  ];
}

/**
 * The fields that `personRows` reads, for `$select`: an employment and its User hold a hundred others.
 *
 * @param withUser The employments are read.
 * @param userFields Those of the User that matter.
 * @param withStatus As in `rowExpand`.
 */
export function rowSelect(
  withUser: boolean,
  userFields: Iterable<string>,
  withStatus = withUser,
): Readonly<Record<string, string>> {
  const below = (navigation: string, names: readonly string[]) => names.map((name) => `${navigation}/${name}`);
  const wanted = new Set(userFields);
  const user = rowProperties.User.filter((name) => wanted.has(name));
  const contacts = [
    ...below('emailNav', ['emailType', ...rowProperties.PerEmail]),
    ...below('phoneNav', ['phoneType', ...rowProperties.PerPhone]),
  ];
  const status = below('employmentNav', ['userId', 'userNav/userId', 'userNav/status']);
  const employments = [
    ...below('employmentNav', ['jobInfoNav/userId', 'jobInfoNav/emplStatusNav/externalCode']),
    ...below('employmentNav/userNav', user),
  ];
  const read = ['personIdExternal', ...contacts, ...(withStatus ? status : []), ...(withUser ? employments : [])];
  return { $select: read.join(',') };
}

/**
 * The rows of a PerPerson object as SuccessFactors returns it.
 *
 * @param withUser The employments were asked for, too.
 * @throws SfmapError exit 3: a list that was asked for is no list, or a row has no key or a flag that is none. Read as
 *   "there is no row", it would become a plan that writes over rows that are there.
 */
export function personRows(person: JsonObject, withUser: boolean): PersonRows {
  const id = key(person, 'personIdExternal', 'PerPerson');
  const userStatus = statuses(person);
  return {
    personIdExternal: id,
    emails: list(person, 'emailNav', id).map((row) => contact(row, 'emailType', rowProperties.PerEmail, id)),
    phones: list(person, 'phoneNav', id).map((row) => contact(row, 'phoneType', rowProperties.PerPhone, id)),
    employments: withUser ? list(person, 'employmentNav', id).map((row) => employment(row, id)) : [],
    ...(userStatus.size > 0 && { userStatus }),
  };
}

/** What is not there is not known: a status decides about no row. */
function statuses(person: JsonObject): ReadonlyMap<string, string> {
  const nav = person['employmentNav'];
  const rows = isJsonObject(nav) && Array.isArray(nav['results']) ? nav['results'].filter(isJsonObject) : [];
  const users = rows.map((row) => row['userNav'] ?? null).filter(isJsonObject);
  return new Map(
    users.flatMap(({ userId, status }): [string, string][] =>
      typeof userId === 'string' && typeof status === 'string' ? [[userId, status]] : [],
    ),
  );
}

function contact(row: JsonObject, typeName: string, properties: readonly string[], id: string): ContactRow {
  const flag = row['isPrimary'] ?? false;
  if (typeof flag !== 'boolean') throw broken(id, 'isPrimary that is neither true nor false');
  const values = { ...pick(row, properties, id), isPrimary: flag };
  return { type: key(row, typeName, id), isPrimary: flag, values };
}

function employment(row: JsonObject, id: string): EmploymentRow {
  const user = row['userNav'] ?? null;
  if (user !== null && (!isJsonObject(user) || typeof user['userId'] !== 'string')) {
    throw broken(id, 'userNav that is no User');
  }
  const userId = key(row, 'userId', id);
  return {
    userId,
    active: list(row, 'jobInfoNav', id).some((job) => {
      const status = job['emplStatusNav'];
      return isJsonObject(status) && activeStatuses.has(String(status['externalCode']));
    }),
    // The User of another employment is not the one whose key would be written.
    ...(user !== null && user['userId'] === userId && { user: pick(user, rowProperties.User, id) }),
  };
}

function pick(row: JsonObject, properties: readonly string[], id: string): RowValues {
  const values: Record<string, string | null> = {};
  for (const name of properties) {
    const value = row[name] ?? null;
    if (typeof value === 'object' && value !== null) throw broken(id, `${name} that is no text`);
    values[name] = value === null ? null : String(value);
  }
  return values;
}

function key(row: JsonObject, name: string, id: string): string {
  const value = row[name];
  if (typeof value === 'string' && value !== '') return value;
  throw broken(id, `a row without ${name}`);
}

function list(row: JsonObject, name: string, id: string): readonly JsonObject[] {
  const nav = row[name];
  const rows = isJsonObject(nav) ? nav['results'] : undefined;
  if (Array.isArray(rows) && rows.every(isJsonObject)) return rows;
  throw broken(id, `${name} that is no list of rows`);
}

function broken(id: string, what: string): SfmapError {
  return new SfmapError(
    'SFM-HTTP-SHAPE',
    `SuccessFactors sent ${what} for person ${oneLine(id)}, so nobody can tell which rows there are.`,
    'Check that the API user may read e-mail, phone and employment information, and try again.',
    3,
  );
}
