import type { AttributeType, MappingModel } from '../analysis/model.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Value } from '../mapping/outcome.ts';

/** An attribute of an Entra ID user under the name that mappings use, and where Microsoft Graph keeps it. */
export interface EntraAttribute {
  readonly name: string;
  /** The property to select from Graph; a nested one begins with the property that holds it. */
  readonly graphProperty: string;
  /** The value's place in a user: `businessPhones[0]`. */
  readonly graphPlace: string;
  readonly type: AttributeType;
  readonly multivalued: boolean;
  /** The value in a user as Graph returns it; null when it is absent. */
  read(user: JsonObject): Value;
}

/** Entra names that differ from Graph's, and those that Graph keeps elsewhere (docs/language.md, "What is built in"). */
const RENAMED: readonly (readonly [name: string, graph: string])[] = [
  ['telephoneNumber', 'businessPhones[0]'],
  ['mobile', 'mobilePhone'],
  ['physicalDeliveryOfficeName', 'officeLocation'],
  ['objectId', 'id'],
  ...Array.from(
    { length: 15 },
    (_, i) => [`extensionAttribute${i + 1}`, `onPremisesExtensionAttributes.extensionAttribute${i + 1}`] as const,
  ),
];

const SAME =
  'accountEnabled city companyName country department displayName employeeHireDate employeeId employeeLeaveDateTime ' +
  'employeeType faxNumber givenName jobTitle mail mailNickname onPremisesDistinguishedName onPremisesDomainName ' +
  'onPremisesImmutableId onPremisesSamAccountName onPremisesSecurityIdentifier onPremisesUserPrincipalName ' +
  'passwordPolicies postalCode preferredLanguage state streetAddress surname usageLocation userPrincipalName userType';

const MULTIVALUED = 'otherMails proxyAddresses';
const TYPES: Readonly<Record<string, AttributeType>> = {
  accountEnabled: 'Boolean',
  employeeHireDate: 'DateTime',
  employeeLeaveDateTime: 'DateTime',
};

function attribute(name: string, graph: string, multivalued = false): EntraAttribute {
  const steps = graph.split(/[.[\]]+/u).filter((step) => step !== '');
  return {
    name,
    graphProperty: steps[0] ?? graph,
    graphPlace: graph,
    type: TYPES[name] ?? 'String',
    multivalued,
    read: (user) => valueAt(steps.reduce<Json | undefined>(step, user), multivalued),
  };
}

function step(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isJsonObject(value) ? value[name] : undefined;
}

function valueAt(value: Json | undefined, multivalued: boolean): Value {
  if (multivalued) return Array.isArray(value) ? value.map((item) => scalar(item) ?? '') : null;
  return scalar(value);
}

function scalar(value: Json | undefined): string | null {
  if (value === null || value === undefined || typeof value === 'object') return null;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

/**
 * The attributes of an Entra ID user by the name that mappings use, each with its place in Microsoft Graph's `user`.
 * Source: Microsoft Graph, "user resource type"; the names of the provisioning service's attribute list.
 */
export const entraAttributes: ReadonlyMap<string, EntraAttribute> = new Map(
  [
    ...SAME.split(' ').map((name) => attribute(name, name)),
    ...RENAMED.map(([name, graph]) => attribute(name, graph)),
    ...MULTIVALUED.split(' ').map((name) => attribute(name, name, true)),
    {
      ...attribute('IsSoftDeleted', 'deletedDateTime'),
      type: 'Boolean' as const,
      read: (user: JsonObject) => (typeof user['deletedDateTime'] === 'string' ? 'True' : 'False'),
    },
  ].map((entry) => [entry.name, entry]),
);

const EXTENSION = /^extension_[0-9A-Fa-f]{32}_\w+$/;

/** The attribute of this name; directory extensions are known by the shape of their name. */
export function entraAttribute(name: string): EntraAttribute | undefined {
  return entraAttributes.get(name) ?? (EXTENSION.test(name) ? attribute(name, name) : undefined);
}

/** What a mapping file needs of Graph's `user`: the properties for `$select`, always with the user's identity. */
export function graphSelect(model: MappingModel): string[] {
  const properties = new Set(['id', 'userPrincipalName', 'displayName', 'employeeId', 'accountEnabled']);
  for (const name of model.sources.keys()) {
    if (!model.used.has(name)) continue;
    const known = entraAttribute(name);
    if (known !== undefined) properties.add(known.graphProperty);
  }
  return [...properties];
}
