import { verifiedDomains } from '../organization.ts';

const MAX_ALIAS = 64;
const MAX_DOMAIN = 48;

const isDomain = (text: string): boolean => /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text);

/**
 * What is wrong with a user principal name: an alias of the letters that Graph allows, and a verified domain ("Create
 * user", userPrincipalName; username policies). Null: nothing.
 */
export function principalNameProblem(name: string): string | null {
  const at = name.lastIndexOf('@');
  const [alias, domain] = [name.slice(0, at), name.slice(at + 1)];
  const fits = at > 0 && alias.length <= MAX_ALIAS && domain.length <= MAX_DOMAIN;
  if (!fits || !/^[A-Za-z0-9'._!#^~-]+$/.test(alias) || alias.endsWith('.'))
    return 'Property userPrincipalName is invalid.';
  if (verifiedDomains.some((each) => each.name === domain.toLowerCase())) return null;
  return 'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.';
}

/** What is wrong with a mail alias; null: nothing. */
export const nicknameProblem = (name: string): string | null =>
  /^[\x21-\x7e]+$/.test(name) && !/[@()\\[\]";:<>,]/.test(name)
    ? null
    : "Invalid value specified for property 'mailNickname' of resource 'User'.";

/** What is wrong with an e-mail address, which cannot have accents; null: nothing. */
export function mailProblem(address: string): string | null {
  const at = address.lastIndexOf('@');
  const fits = at > 0 && /^[\x21-\x7e]+$/.test(address) && !/[\s"(),:;<>@[\]\\]/.test(address.slice(0, at));
  return fits && isDomain(address.slice(at + 1))
    ? null
    : "Invalid value specified for property 'mail' of resource 'User'.";
}
