import { objectId, samAccountName } from '../../people/accounts.ts';

/** A directory extension as Graph's extensionProperty shows it. */
export interface ExtensionProperty {
  readonly id: string;
  readonly name: string;
  readonly dataType: 'String';
  readonly targetObjects: readonly ['User'];
}

/**
 * The directory extensions that the sandbox's app has registered ("Add custom data to resources by using extensions"):
 * their names carry the app's id without dashes.
 */
export const extensionProperties: readonly ExtensionProperty[] = [
  samAccountName,
  samAccountName.replace(/samAccountName$/, 'costCenter'),
].map((name) => ({ id: objectId(name), name, dataType: 'String', targetObjects: ['User'] }));
