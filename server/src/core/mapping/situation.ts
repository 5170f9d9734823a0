import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { displayValue } from './display.ts';

const NAME_WIDTH = 80;

/** The HR situation that a PerPerson payload shows. It decides which employment a path must read. */
export type Situation =
  | 'plain'
  | 'terminated'
  | 'worker conversion'
  | 'rehire'
  | 'global assignment'
  | 'concurrent jobs'
  | 'pre-hire';

/**
 * The HR situation of a person, as far as the payload shows it. Source: the integration reference, "Handling different
 * HR scenarios": a conversion empties the user of the former employment, an assignment abroad has the class GA, of a
 * rehire the former employment has ended, and concurrent jobs are employments that have not.
 */
export function situationOf(payload: Json): Situation {
  const employments = records(payload, 'employmentNav');
  if (employments.some((employment) => employment['assignmentClass'] === 'GA')) return 'global assignment';
  if (employments.length > 1) {
    if (employments.some((employment) => employment['userNav'] === null)) return 'worker conversion';
    return employments.some((employment) => hasEnded(employment)) ? 'rehire' : 'concurrent jobs';
  }
  if (employments.length === 1 && records(payload, 'personalInfoNav').length === 0) return 'pre-hire';
  return employments[0] !== undefined && hasEnded(employments[0]) ? 'terminated' : 'plain';
}

/** A person's name and id, for headings: `Rita Okafor · 100401`. */
export function personLabel(payload: Json): string {
  if (!isJsonObject(payload)) return 'the sample';
  const personal = records(payload, 'personalInfoNav')[0] ?? {};
  const text = (value: Json | undefined) =>
    typeof value === 'string' && value !== '' ? displayValue(value, NAME_WIDTH) : undefined;
  const full = [text(personal['firstName']), text(personal['lastName'])].filter((part) => part !== undefined).join(' ');
  const name = text(personal['displayName']) ?? (full === '' ? undefined : full) ?? text(payload['displayName']);
  const id = text(payload['personIdExternal']) ?? text(payload['employeeId']) ?? text(payload['userPrincipalName']);
  return [name, id].filter((part) => part !== undefined).join(' · ') || 'the sample';
}

/** The records of a to-many navigation; empty where it is missing, null or not expanded. */
export function records(payload: Json, navigation: string): readonly JsonObject[] {
  const node = isJsonObject(payload) ? payload[navigation] : undefined;
  const results = isJsonObject(node) ? node['results'] : undefined;
  return Array.isArray(results) ? results.filter(isJsonObject) : [];
}

/** An employment has ended when a date in the past says so, or its job carries the status of a terminated worker. */
function hasEnded(employment: JsonObject): boolean {
  if (typeof employment['endDate'] === 'string') return true;
  const job = records(employment, 'jobInfoNav')[0];
  const status = job === undefined ? undefined : job['emplStatusNav'];
  return isJsonObject(status) && status['externalCode'] === 'T';
}
