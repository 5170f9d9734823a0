import { eager, flow } from '../function.ts';
import { fail } from '../problem.ts';

/**
 * `DefaultDomain()`: the default verified domain of the tenant; an error where there is none. Source: the function
 * reference.
 */
export const defaultDomain = eager(
  'DefaultDomain',
  (_values, { host }) =>
    flow(host.defaultDomain ?? fail('DefaultDomain needs the default domain of the tenant, and none was given.')),
  ['defaultDomain'],
);
