import { isRejected } from '../jsonpath/path-syntax.ts';
import { startsWithSteps } from '../jsonpath/prefix.ts';
import { GLOBAL_ASSIGNMENT, scenarios } from '../refactoring/scenario.ts';
import { pathOf } from './paths.ts';

const PREFIXES = [...scenarios.map(({ prefix }) => prefix), GLOBAL_ASSIGNMENT];

const STATUS = String.raw`@\.emplStatusNav\.externalCode=='\w*'`;
const ANY_STATUS = String.raw`\[\?\(${STATUS}(?:\|\|${STATUS})*\)\]`;
/** The active job or the active employment, whichever status codes a tenant calls active. */
const ACTIVE = new RegExp(
  String.raw`^(?:\$\.)?employmentNav\.\.(?:jobInfoNav\.\.results${ANY_STATUS}|results\[\?\(@\.jobInfoNav\.\.results${ANY_STATUS}\)\])`,
);

/**
 * Whether a path begins with one that Microsoft prints for an HR scenario: nothing that such a path does is above
 * information. Source: "How Azure Active Directory provisioning integrates with SAP SuccessFactors" (2020) and its later
 * edition, "Handling different HR scenarios".
 */
export function isPrintedPath(text: string): boolean {
  const parsed = pathOf(text);
  if (isRejected(parsed)) return false;
  return ACTIVE.test(text.replaceAll(' ', '')) || PREFIXES.some((prefix) => startsWithSteps(parsed, pathOf(prefix)));
}
