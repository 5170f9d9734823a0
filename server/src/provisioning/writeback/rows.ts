import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/** The entities that a writeback writes. */
export type EntityName = 'PerEmail' | 'PerPhone' | 'User';

/** The properties of a row that a writeback may read or write. */
export type RowValues = Readonly<Record<string, string | boolean | null>>;

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
}

/** The properties of each entity beside its key. */
export const rowProperties: Readonly<Record<EntityName, readonly string[]>> = {
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

/** Whether a row already has every value that is to be sent. */
export function sameValues(after: RowValues, row: RowValues | null | undefined): boolean {
  return row != null && Object.entries(after).every(([name, value]) => (row[name] ?? null) === value);
}

/** The navigations that hold the rows; the employments are read only if the mapping writes the User. */
export function rowExpand(withUser: boolean): readonly string[] {
  const contacts = ['emailNav', 'phoneNav'];
  return withUser ? [...contacts, 'employmentNav/userNav', 'employmentNav/jobInfoNav/emplStatusNav'] : contacts;
}

/** The rows of a PerPerson object as SuccessFactors returns it. */
export function personRows(person: JsonObject): PersonRows {
  return {
    personIdExternal: String(person['personIdExternal']),
    emails: results(person['emailNav']).map((row) => contact(row, 'emailType', rowProperties.PerEmail)),
    phones: results(person['phoneNav']).map((row) => contact(row, 'phoneType', rowProperties.PerPhone)),
    employments: results(person['employmentNav']).map(employment),
  };
}

function contact(row: JsonObject, typeName: string, properties: readonly string[]): ContactRow {
  return {
    type: String(row[typeName]),
    isPrimary: row['isPrimary'] === true,
    values: { ...pick(row, properties), isPrimary: row['isPrimary'] === true },
  };
}

function employment(row: JsonObject): EmploymentRow {
  const user = row['userNav'];
  const isUser = isJsonObject(user) && typeof user['userId'] === 'string';
  return {
    userId: String(row['userId']),
    active: results(row['jobInfoNav']).some((job) => {
      const status = job['emplStatusNav'];
      return isJsonObject(status) && activeStatuses.has(String(status['externalCode']));
    }),
    ...(isUser && { user: pick(user, rowProperties.User) }),
  };
}

function pick(row: JsonObject, properties: readonly string[]): RowValues {
  const values: Record<string, string | boolean | null> = {};
  for (const name of properties) {
    const value = row[name];
    values[name] = value === undefined || value === null ? null : typeof value === 'boolean' ? value : String(value);
  }
  return values;
}

function results(nav: Json | undefined): readonly JsonObject[] {
  const list = isJsonObject(nav) ? nav['results'] : undefined;
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
