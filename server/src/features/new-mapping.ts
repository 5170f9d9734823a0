import type { ProvisioningPair } from '../core/analysis/model.ts';
import { mappingTemplates } from '../core/catalog/mapping-templates.ts';

/** The text of a new mapping: the attribute mappings that the portal creates for a pair; undefined for no known pair. */
export function newMapping(pair: string): string | undefined {
  return Object.hasOwn(mappingTemplates, pair) ? mappingTemplates[pair as ProvisioningPair] : undefined;
}
