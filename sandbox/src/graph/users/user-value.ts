import type { Account } from '../../people/accounts.ts';
import { badRequest, type GraphError } from '../graph-error.ts';
import type { Property } from '../resource.ts';
import { mailProblem, nicknameProblem, principalNameProblem } from './user-name-rules.ts';
import { extensionNames, userType } from './user-type.ts';

const invalid = (name: string): GraphError =>
  badRequest(`Invalid value specified for property '${name}' of resource 'User'.`);

/** Whether a text fits in one of Graph's patterns ("user resource type"). */
const patterns: ReadonlyMap<string, RegExp> = new Map([
  ['usageLocation', /^[A-Za-z]{2}$/],
  ['preferredLanguage', /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/],
  ['onPremisesImmutableId', /^[^$_]+$/],
  [
    'passwordPolicies',
    /^(None|DisableStrongPassword|DisablePasswordExpiration)(, ?(DisableStrongPassword|DisablePasswordExpiration))?$/,
  ],
]);

/**
 * A value of a property as the directory keeps it.
 *
 * @param before the user's attributes so far: extension attributes are written one by one
 * @throws GraphError 400: unknown, read-only, of the wrong type, too long, or with characters that Graph refuses
 */
export function userValue(before: Account, name: string, value: unknown): unknown {
  const property = userType.properties.get(name);
  if (!property)
    throw badRequest(`One or more property values specified are invalid: '${name}' is no property of resource 'User'.`);
  if (property.readOnly) throw badRequest(`Property '${name}' is read-only and cannot be set.`);
  const nullable = !property.required && property.type !== 'strings' && name !== 'usageLocation';
  if (value === null) {
    if (nullable) return null;
    throw invalid(name);
  }
  switch (property.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw invalid(name);
      return value;
    case 'strings':
      return texts(property, value);
    case 'date':
      return date(name, value);
    case 'extensions':
      return attributes(before, name, value);
    default:
      return text(property, value);
  }
}

function text({ name, maxLength = 1024, values }: Property, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > maxLength) throw invalid(name);
  const known = values?.find((each) => each.toLowerCase() === value.toLowerCase());
  if (values && known === undefined) throw invalid(name);
  if (patterns.get(name)?.test(value) === false) throw invalid(name);
  const problem =
    name === 'userPrincipalName'
      ? principalNameProblem(value)
      : name === 'mailNickname'
        ? nicknameProblem(value)
        : name === 'mail'
          ? mailProblem(value)
          : null;
  if (problem !== null) throw badRequest(problem);
  return known ?? value;
}

function texts({ name, maxItems = 1, maxLength = 1024 }: Property, value: unknown): string[] {
  if (!Array.isArray(value) || value.length > maxItems) throw invalid(name);
  return value.map((each) => {
    if (typeof each !== 'string' || each.trim() === '' || each.length > maxLength) throw invalid(name);
    if (name === 'otherMails' && mailProblem(each) !== null) throw invalid(name);
    return each;
  });
}

function date(name: string, value: unknown): string {
  const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw invalid(name);
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function attributes(before: Account, name: string, value: unknown): Record<string, string | null> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(name);
  const next = { ...before.onPremisesExtensionAttributes };
  for (const [attribute, content] of Object.entries(value)) {
    const fits = content === null || (typeof content === 'string' && content !== '' && content.length <= 1024);
    if (!extensionNames.has(attribute) || !fits) throw invalid(name);
    next[attribute] = content;
  }
  return next;
}
