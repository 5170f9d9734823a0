import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import { inboundPreview } from '../provisioning/inbound/plan-inbound.ts';
import { makePlan, type Plan } from '../provisioning/plan/plan.ts';
import type { People } from '../provisioning/writeback/find-users.ts';
import { planConnection, planTarget, type RunContext } from './plan-writeback.ts';
import type { PreparedMapping } from './prepare-mapping.ts';
import { previewInbound } from './preview-inbound.ts';

/**
 * Reads both systems and makes the plan of an inbound sync. Writes nothing.
 *
 * @throws SfmapError as `previewInbound` does.
 */
export async function planInbound(
  mapping: PreparedMapping,
  people: People,
  context: RunContext,
  generation: ConnectorGeneration = 'current',
): Promise<Plan> {
  const { people: found, missing, complete } = await previewInbound(mapping, people, context, generation);
  return makePlan({
    preview: inboundPreview(found, missing),
    mapping: mapping.identity,
    connection: planConnection(context.connection),
    target: planTarget(context.connection),
    complete,
    created: context.now(),
    limits: mapping.model.limits,
  });
}
