import { basicEnd, insteadOfBasic } from '../core/catalog/basic-authentication.ts';
import { SfmapError } from '../core/errors.ts';
import { successFactorsAddress } from './hosts.ts';
import type { Project } from './project.ts';

/**
 * What there is to say about the connections of a project before they are used, one sentence each: those that sign in with
 * user and password. A connection to this machine is a sandbox, and one that cannot be used says why when it is.
 */
export function connectionRemarks({ file = 'sfmap.json', content }: Project): readonly string[] {
  return Object.entries(content.connections ?? {})
    .filter(([, { successFactors }]) => (successFactors.auth ?? 'basic') === 'basic' && isTenant(successFactors.host))
    .map(
      ([name]) =>
        `${file}: connections.${name} signs in with user and password, for which SAP has announced the end on ` +
        `${basicEnd}. ${insteadOfBasic}`,
    );
}

function isTenant(host: string): boolean {
  try {
    return !successFactorsAddress(host, '').loopback;
  } catch (error) {
    if (error instanceof SfmapError) return false;
    throw error;
  }
}
