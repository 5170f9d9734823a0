import { createHash } from 'node:crypto';
import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { mappingMeaning } from '../core/mapping/meaning.ts';
import type { Connection } from '../project/connection.ts';
import { entraOf } from './open-tenant.ts';
import type { PreparedMapping } from './prepare-mapping.ts';

/**
 * What an incremental sync must share with the one before it, as one hash: what the mapping means, the texts of its
 * parameters, the tenants and the edition of the connector. Anybody may be concerned by another one, so everybody is read.
 */
export function syncFingerprint(
  { model, parameters }: PreparedMapping,
  connection: Connection,
  generation: ConnectorGeneration,
): string {
  const { address, company } = connection.successFactors;
  const { graph, tenant } = entraOf(connection);
  const texts = [...parameters].sort(([one], [other]) => (one < other ? -1 : 1));
  const parts = [mappingMeaning(model), texts, address.origin, company, graph.origin, tenant, generation];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
