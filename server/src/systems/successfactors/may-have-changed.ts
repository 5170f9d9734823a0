import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { readInstant } from './odata-values.ts';

const day = 86_400_000;

/**
 * Whether a person of an incremental read may have changed since an instant. SuccessFactors judges a range of
 * lastModifiedDateTime over all slices of a record and returns the slice of today, so that people come back who have not
 * changed (KBA 2920680, 2554717).
 *
 * The rule: a person is left out only if each record that the incremental filter asks about is there, has its time, and
 * none lies in the range. Whoever has a record that cannot be judged is kept; so is who changed after the upper bound.
 * Calendar dates get a day on either side, for nobody knows the zone in which the tenant compares them.
 *
 * @param since The lower bound of the query, its overlap included.
 */
export function mayHaveChanged(person: JsonObject, since: Date): boolean {
  const look = new Look(since.getTime());
  look.modified(person);
  for (const name of ['phoneNav', 'emailNav']) for (const row of look.rows(person, name)) look.modified(row);
  for (const row of look.slices(person, 'personalInfoNav')) look.dated(row);
  for (const employment of look.slices(person, 'employmentNav')) {
    look.dated(employment);
    for (const job of look.slices(employment, 'jobInfoNav')) look.dated(job);
    const user = employment['userNav'];
    if (user !== null) look.modified(user);
  }
  const termination = person['personEmpTerminationInfoNav'];
  // The filter looks at the day before; two more make up for zones and for a run around midnight.
  if (termination !== null)
    look.date(isJsonObject(termination) ? termination['latestTerminationDate'] : undefined, 2 * day);
  return look.changed;
}

class Look {
  /** In the range, or not to be judged. */
  changed = false;

  constructor(private readonly since: number) {}

  modified(row: Json | undefined): void {
    const time = isJsonObject(row) ? readInstant(row['lastModifiedDateTime']) : undefined;
    if (time === undefined || time.getTime() >= this.since) this.changed = true;
  }

  date(value: Json | undefined, slack = day): void {
    if (value === null) return;
    const time = readInstant(value);
    if (time === undefined || time.getTime() >= this.since - slack) this.changed = true;
  }

  dated(row: JsonObject): void {
    this.modified(row);
    this.date(row['startDate']);
  }

  /** The rows of an expanded navigation; one that is not expanded cannot be judged. */
  rows(row: JsonObject, name: string): readonly JsonObject[] {
    const nav = row[name];
    const results = isJsonObject(nav) ? nav['results'] : undefined;
    if (Array.isArray(results) && results.every(isJsonObject)) return results;
    this.changed = true;
    return [];
  }

  /** As `rows`; without a slice of today, as before somebody's first day, nobody can judge the others. */
  slices(row: JsonObject, name: string): readonly JsonObject[] {
    const rows = this.rows(row, name);
    if (rows.length === 0) this.changed = true;
    return rows;
  }
}
