import { formatDate } from '../expressions/dotnet/date-format.ts';
import { parseDate } from '../expressions/dotnet/date-parse.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Value } from '../mapping/outcome.ts';
import { type EntraAttribute, entraAttribute } from './entra-attributes.ts';

/** What cannot be written to Entra ID, and why: a whole sentence without the value. */
export interface TargetProblem {
  readonly target: string;
  readonly problem: string;
}

/** What a user is given in Microsoft Graph, or everything that keeps it from being sent. */
export type GraphBody =
  | {
      readonly ok: true;
      readonly body: JsonObject;
      /** The object id of the manager, null for none; absent where the values say nothing of a manager. */
      readonly manager?: string | null;
    }
  | { readonly ok: false; readonly problems: readonly TargetProblem[] };

/** Attributes that Entra ID keeps by itself, and what does instead. Source: Microsoft Graph, "user resource type". */
const READ_ONLY: ReadonlyMap<string, string> = new Map([
  ['objectId', 'Entra ID gives it when it creates the account.'],
  ['IsSoftDeleted', 'Delete or disable the account instead.'],
  ['proxyAddresses', 'Exchange keeps it, from mail and mailNickname.'],
  ...['DistinguishedName', 'DomainName', 'SamAccountName', 'SecurityIdentifier', 'UserPrincipalName'].map(
    (name) => [`onPremises${name}`, 'It comes from Active Directory alone.'] as const,
  ),
]);

/** Attributes that no account is without, once it has one. Source: Microsoft Graph, "user resource type". */
const NEVER_EMPTY: ReadonlySet<string> = new Set([
  'accountEnabled',
  'displayName',
  'mailNickname',
  'usageLocation',
  'userPrincipalName',
]);

/** Most characters of a value. Source: Microsoft Graph, "user resource type". */
const LONGEST: ReadonlyMap<string, number> = new Map(
  Object.entries({
    city: 128,
    companyName: 64,
    country: 128,
    department: 64,
    displayName: 256,
    employeeId: 16,
    givenName: 64,
    jobTitle: 128,
    mailNickname: 64,
    mobile: 64,
    postalCode: 40,
    state: 128,
    streetAddress: 1024,
    surname: 64,
    usageLocation: 2,
  }),
);

/**
 * What the texts of names may hold: no letters with accents. Source: Microsoft Graph, "user resource type",
 * userPrincipalName and mailNickname.
 */
const NAMES: ReadonlyMap<string, { readonly allowed: RegExp; readonly words: string }> = new Map([
  [
    'userPrincipalName',
    {
      allowed: /^[A-Za-z0-9'.\-_!#^~]+@[A-Za-z0-9.-]+$/,
      words: "takes A to Z, a to z, 0 to 9 and ' . - _ ! # ^ ~ before the @ and a domain behind it",
    },
  ],
  [
    'mailNickname',
    {
      allowed: /^[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]*$/,
      words: 'takes ASCII characters without blanks and without @ ( ) [ ] \\ " ; : < > ,',
    },
  ],
]);

/** The type of a directory extension, by its name `extension_…`. */
export type ExtensionTypes = ReadonlyMap<string, Pick<EntraAttribute, 'type' | 'multivalued'>>;

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The values of an account, by the names that mappings use, as Microsoft Graph takes them in "Create user" and "Update
 * user": the way back of `EntraAttribute.read`. Null and the empty text empty an attribute.
 *
 * @param types What directory extensions hold, where it is not a single text.
 *
 * Nothing is left out in silence: an unknown or read-only target, and a value that the property cannot hold, is a problem.
 */
export function graphBody(values: ReadonlyMap<string, Value>, types: ExtensionTypes = new Map()): GraphBody {
  const problems: TargetProblem[] = [];
  const body: Record<string, Json> = {};
  let manager: string | null | undefined;
  for (const [target, value] of values) {
    const given = value === '' ? null : value;
    const say = (problem: string) => problems.push({ target, problem });
    if (target === 'manager') {
      if (given === null || (typeof given === 'string' && OBJECT_ID.test(given))) manager = given;
      else say('manager takes the object id of one account.');
      continue;
    }
    const known = entraAttribute(target);
    const attribute = known && { ...known, ...(target.startsWith('extension_') && types.get(target)) };
    const reason = attribute === undefined ? `Entra ID has no attribute ${target}.` : refusal(attribute, given);
    if (attribute === undefined || reason !== undefined) say(reason ?? '');
    else put(body, attribute.graphPlace, graphValue(attribute, given));
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, body, ...(manager !== undefined && { manager }) };
}

/** Why an attribute cannot be given a value. */
function refusal({ name, type, multivalued }: EntraAttribute, value: Value): string | undefined {
  const instead = READ_ONLY.get(name);
  if (instead !== undefined) return `${name} cannot be written. ${instead}`;
  if (value === null) return NEVER_EMPTY.has(name) ? `${name} cannot be emptied.` : undefined;
  if (typeof value !== 'string' && !multivalued) return `${name} takes one value, not ${value.length}.`;
  const each = [value].flat();
  if (type === 'Boolean' && !each.every(isBoolean)) return `${name} takes True or False.`;
  if (type === 'DateTime' && !each.every((text) => parseDate(text))) return `${name} takes a date.`;
  if (type === 'Integer' && !each.every(isInteger)) return `${name} takes a whole number.`;
  if (typeof value !== 'string') return undefined;
  const rule = NAMES.get(name);
  if (rule !== undefined && !rule.allowed.test(value)) {
    return `${name} ${rule.words}. NormalizeDiacritics and StripSpaces make such a text of a name.`;
  }
  const longest = LONGEST.get(name);
  if (longest === undefined || value.length <= longest) return undefined;
  return `${name} takes ${longest} characters, and the value has ${value.length}.`;
}

function graphValue({ type, multivalued }: Pick<EntraAttribute, 'type' | 'multivalued'>, value: Value): Json {
  if (multivalued) {
    const texts = value === null ? [] : [value].flat();
    return texts.map((text) => graphValue({ type, multivalued: false }, text));
  }
  if (value === null || typeof value !== 'string') return null;
  if (type === 'Integer') return Number(value);
  if (type === 'Boolean') return value.toLowerCase() === 'true';
  const date = type === 'DateTime' ? parseDate(value) : undefined;
  return date === undefined ? value : formatDate(date, "yyyy-MM-dd'T'HH:mm:ss'Z'");
}

const isInteger = (text: string) => /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text));
const isBoolean = (text: string) => /^(true|false)$/i.test(text);

/** Puts a value at its place: `city`, `businessPhones[0]`, `onPremisesExtensionAttributes.extensionAttribute1`. */
function put(body: Record<string, Json>, place: string, value: Json): void {
  if (place.endsWith('[0]')) {
    body[place.slice(0, -3)] = value === null ? [] : [value];
    return;
  }
  const [property = place, member] = place.split('.');
  const held = body[property];
  body[property] = member === undefined ? value : { ...(held as JsonObject | undefined), [member]: value };
}
