import type { ConnectorGeneration } from '../core/catalog/retrieval-rules.ts';
import type { InboundPreviewed } from '../provisioning/inbound/inbound-text.ts';
import { inboundPreview } from '../provisioning/inbound/plan-inbound.ts';
import type { Outsider } from '../provisioning/plan/person-preview.ts';
import { makePlan, type Plan } from '../provisioning/plan/plan.ts';
import type { SyncRead } from '../provisioning/plan/sync-read.ts';
import type { AskedPeople } from '../provisioning/writeback/find-users.ts';
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
  people: AskedPeople,
  context: RunContext,
  generation: ConnectorGeneration = 'current',
): Promise<Plan> {
  return inboundPlan(await previewInbound(mapping, people, context, generation), mapping, context);
}

/**
 * The plan of a preview.
 *
 * @param more Of a sync: how its workers were found, and people who are there no more.
 */
export function inboundPlan(
  { people, missing, complete }: InboundPreviewed,
  mapping: PreparedMapping,
  context: RunContext,
  more: { readonly watermark?: SyncRead; readonly gone?: readonly Outsider[] } = {},
): Plan {
  const { watermark, gone = [] } = more;
  return makePlan({
    preview: inboundPreview(people, missing, gone),
    mapping: mapping.identity,
    connection: planConnection(context.connection),
    target: planTarget(context.connection),
    watermark,
    complete,
    created: context.now(),
    limits: mapping.model.limits,
  });
}
