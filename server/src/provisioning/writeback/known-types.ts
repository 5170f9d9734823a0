import { SfmapError } from '../../core/errors.ts';
import type { Outcome } from '../../core/mapping/outcome.ts';
import { oneLine } from '../../core/one-line.ts';
import { contactGroups } from '../plan/groups.ts';
import type { EmployeeCentral } from '../ports.ts';
import type { Outcomes } from './desired.ts';
import { groupType } from './desired.ts';

const picklists = { PerEmail: 'ecEmailType', PerPhone: 'ecPhoneType' } as const;

/** Gives the outcomes back; a type that the tenant does not have has become an error that names those it has. */
export type CheckTypes = (outcomes: Outcomes) => Outcomes;

/**
 * Reads which e-mail and phone types a tenant has, for their option ids differ from tenant to tenant. Where the tenant
 * has renamed a picklist, or the API user may not see it, nothing is said about its types.
 *
 * @param targets The targets of the mapping; only what they write is read.
 * @throws SfmapError exit 3: the tenant cannot be read at all; exit 1: cancelled.
 */
export async function knownTypes(
  employeeCentral: EmployeeCentral,
  targets: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<CheckTypes> {
  const groups = contactGroups.filter(({ type }) => targets.has(type.target));
  const options = new Map<string, ReadonlyMap<string, string>>();
  for (const list of new Set(groups.map(({ entity }) => picklists[entity]))) {
    try {
      options.set(list, await employeeCentral.picklist(list, signal));
    } catch (error) {
      // A 500 may be about the picklist alone, too: it is the catch-all of SuccessFactors.
      if (!(error instanceof SfmapError) || (error.refused !== 'request' && error.status !== 500)) throw error;
    }
  }
  return (outcomes) => {
    const wrong = groups.flatMap((group): [string, Outcome][] => {
      const list = picklists[group.entity];
      const known = options.get(list);
      const type = groupType(group, outcomes);
      if (known === undefined || type === undefined || !/^\d+$/.test(type) || known.has(type)) return [];
      const has = [...known].map(([id, code]) => oneLine(`${id} (${code})`)).join(', ') || 'none';
      return [
        [
          group.type.target,
          { state: 'error', error: `${type} is no option of ${list} in this tenant. It has ${has}.` },
        ],
      ];
    });
    return wrong.length === 0 ? outcomes : new Map([...outcomes, ...wrong]);
  };
}
