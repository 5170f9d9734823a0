import type { BoundMapping, MappingModel } from '../../core/analysis/model.ts';
import { SfmapError } from '../../core/errors.ts';

/**
 * The mapping that links an Entra user to a person: the one onto `personIdExternal` with a matching precedence
 * ("Tutorial: Configure SuccessFactors writeback in Azure Active Directory": "the matching ID that is used to link a
 * SuccessFactors user profile with Azure AD user").
 *
 * @throws SfmapError exit 1: no such mapping, or another target is to match.
 */
export function joinMapping(model: MappingModel): BoundMapping {
  const matching = model.mappings.filter((mapping) => mapping.match !== undefined);
  const other = matching.find((mapping) => mapping.target !== 'personIdExternal');
  if (other !== undefined) {
    throw finding(
      `${other.target} has a matching precedence, and a writeback finds people by personIdExternal alone.`,
      `Take match ${other.match} away from ${other.target}.`,
    );
  }
  const [join] = matching;
  if (join === undefined) {
    throw finding(
      'No mapping says which person an Entra user is.',
      'Add match 1 to personIdExternal, for example: personIdExternal <- [employeeId] match 1',
    );
  }
  return join;
}

/** Graph's name of the property that the join reads, if it is one attribute that Graph can filter by. */
export function joinProperty(join: BoundMapping): string | undefined {
  const { expression } = join;
  if (expression?.kind !== 'attribute') return undefined;
  const { name } = expression;
  if (/^extensionAttribute([1-9]|1[0-5])$/.test(name)) return `onPremisesExtensionAttributes/${name}`;
  if (name === 'employeeId' || name === 'userPrincipalName' || name === 'mail' || name.startsWith('extension_'))
    return name;
  return undefined;
}

function finding(message: string, cure: string): SfmapError {
  return new SfmapError('SFM-WRITEBACK', message, cure, 1);
}
