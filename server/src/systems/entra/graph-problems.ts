import { entraAttributes } from '../../core/catalog/entra-attributes.ts';
import type { GraphError } from './graph-error.ts';

/** What happened and what to do. */
type Problem = readonly [sentence: string, cure: string];

/**
 * What Microsoft Graph's codes mean, in lower case, and what helps. Sources: "Microsoft Graph error responses and
 * resource types", "Azure AD Graph API error codes and error handling", "Use delta query to track changes in Microsoft
 * Graph data", "Microsoft Graph throttling guidance".
 */
const problems: ReadonlyMap<string, Problem> = new Map([
  ...each(
    ['request_resourcenotfound', 'itemnotfound'],
    'Entra ID does not have the object that was asked for',
    'It was deleted meanwhile, or created a moment ago: read it again.',
  ),
  ...each(
    ['request_unsupportedquery', 'request_invalidrequesturl'],
    'Microsoft Graph does not support this query',
    'Search by another attribute, for example employeeId or userPrincipalName.',
  ),
  ...each(
    ['directory_quotaexceeded', 'quotalimitreached'],
    'The tenant has as many objects as it may have, or the app has created as many as it may',
    'Remove objects that nobody needs, also deleted ones, or ask Microsoft for a higher quota.',
  ),
  ...each(
    ['directory_expiredpagetoken'],
    'Microsoft Graph no longer knows the page that comes next',
    'Start the read again.',
  ),
  ...each(
    ['syncstatenotfound', 'resyncrequired', 'resyncapplydifferences', 'resyncuploaddifferences'],
    'Microsoft Graph no longer knows what was read last',
    'Read all users again.',
  ),
  ...each(
    ['directory_concurrencyviolation'],
    'Somebody else changes the same account at this moment',
    'Try again in a minute.',
  ),
  ...each(
    ['request_multipleobjectswithsamekeyvalue'],
    'Several objects of Entra ID have the same key',
    'Correct them in the Microsoft Entra admin center.',
  ),
  ...each(
    ['authorization_identitynotfound', 'authorization_identitydisabled'],
    'The app is not known or is switched off in this tenant',
    'Give admin consent to the app registration in this tenant.',
  ),
  ...each(
    ['notimplemented', 'notsupported', 'notallowed'],
    'Microsoft Graph does not do this',
    'Check that entraId.graph in sfmap.json names the right cloud.',
  ),
]);

function each(codes: readonly string[], ...problem: Problem): (readonly [string, Problem])[] {
  return codes.map((code) => [code, problem] as const);
}

/** The sentence and cure of an error whose code says enough. */
export function knownProblem(error: GraphError): Problem | undefined {
  for (const code of error.codes) {
    const known = problems.get(code);
    if (known !== undefined) return known;
  }
  return badValue(error) ?? badToken(error);
}

/** Request_BadRequest says in words what is wrong, and in its details which property. */
function badValue({ codes, message, targets }: GraphError): Problem | undefined {
  if (!codes.has('request_badrequest')) return undefined;
  if (/on-premises mastered/i.test(message)) {
    return [
      'Entra ID does not change this account: Active Directory on premises holds it',
      'Write these attributes in Active Directory.',
    ];
  }
  const property = targets[0] ?? /property '?(\w{1,80})'?/i.exec(message)?.[1];
  const name = property === undefined ? undefined : nameOf(property);
  if (codes.has('objectconflict') || codes.has('conflictingobjects') || /\balready exists?\b/i.test(message)) {
    return [
      `Another account of Entra ID has the same ${name ?? 'value of an attribute that must be unique'}`,
      'Look for it in the Microsoft Entra admin center, also among the deleted users.',
    ];
  }
  if (name === undefined) return undefined;
  if (/read-?only/i.test(message)) return [`Entra ID lets nobody write ${name}`, 'Take it out of the mapping.'];
  return [`Entra ID does not take the value of ${name}`, 'Correct the mapping, or the value in the source.'];
}

/** The name that mappings use for a property of Graph; a name that the catalogue lacks is not shown. */
function nameOf(property: string): string | undefined {
  const wanted = property.toLowerCase();
  for (const { name, graphProperty } of entraAttributes.values()) {
    if (graphProperty === 'onPremisesExtensionAttributes') continue;
    if (graphProperty.toLowerCase() === wanted) return name;
  }
  if (/^extensionAttribute([1-9]|1[0-5])$/i.test(property)) return property;
  return ['manager', 'passwordProfile', 'onPremisesExtensionAttributes'].find((name) => name.toLowerCase() === wanted);
}

function badToken({ codes, message }: GraphError): Problem | undefined {
  if (!codes.has('invalidauthenticationtoken') && !codes.has('unauthenticated')) return undefined;
  if (/audience/i.test(message)) {
    return ['The token is for another service than this Microsoft Graph', 'Check entraId.graph in sfmap.json.'];
  }
  if (/expired|lifetime|not yet valid/i.test(message)) {
    return ['The token is outside its time', 'Check the clock of this machine, and sign in again.'];
  }
  return ['Microsoft Graph does not take the token', 'Check tenant and client ID, and sign in again.'];
}
