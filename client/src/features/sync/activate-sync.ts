import {
  APPLY_PLAN,
  type ApplyPlanParams,
  type ApplyPlanResult,
  PREVIEW_SYNC,
  type PreviewSyncParams,
  type PreviewSyncResult,
} from '../../../../server/src/engine/protocol.ts';
import { applyPlanned, reviewPlanned } from '../../infrastructure/apply-planned.ts';
import { choosePeople, WORKERS } from '../../infrastructure/choose-people.ts';
import { mappingForRun, mappingOf, nameOf } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import { sayWarning } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';
import { type Ask, always, onDemand, planSync, whom } from './plan-sync.ts';

const TITLE = 'Preview Sync';

/**
 * `sfmap: Plan Sync` opens what a sync would write as a plan to be reviewed; `sfmap: Run Full Sync`, `sfmap: Run Incremental
 * Sync` and `sfmap: Provision On Demand` show it, ask, and write exactly that.
 */
export function activateSync(services: Services): void {
  const { context, log } = services;
  activatePreview(services);
  registerCommand(context, log, 'sfmap.planSync', async () => {
    const planned = await planSync(services, 'Plan Sync', whom);
    if (planned !== undefined) await reviewPlanned(services, planned);
  });
  registerCommand(context, log, 'sfmap.runFullSync', () => runSync(services, 'Run Full Sync', always('full')));
  registerCommand(context, log, 'sfmap.runIncrementalSync', () =>
    runSync(services, 'Run Incremental Sync', always('incremental')),
  );
  registerCommand(context, log, 'sfmap.provisionOnDemand', async () => {
    const planned = await planSync(services, 'Provision On Demand', onDemand);
    if (planned !== undefined) await applyPlanned(services, planned);
  });
}

/** A sync with nothing to write is a run all the same: the next incremental one goes on from it. */
async function runSync(services: Services, title: string, ask: Ask): Promise<void> {
  const planned = await planSync(services, title, ask);
  if (planned === undefined) return;
  const { planId, changes } = planned.plan;
  if (changes === 0) await services.engine.request<ApplyPlanParams, ApplyPlanResult>(APPLY_PLAN, { planId });
  await applyPlanned(services, planned);
}

/** `sfmap: Preview Sync`: what an inbound sync would do to the accounts of workers, beside the mapping. Writes nothing. */
function activatePreview(services: Services): void {
  const { context, log, connections, engine, documents } = services;
  registerCommand(context, log, 'sfmap.previewSync', async () => {
    const document = await mappingForRun();
    if (document === undefined) return;
    const connection = await connections.choose(mappingOf(document), TITLE);
    if (connection === undefined) return;
    const people = await choosePeople(connection, TITLE, WORKERS);
    if (people === undefined) return;
    const preview = await connections.run(mappingOf(document), connection, (target) =>
      withProgress(engine, `Comparing SuccessFactors with ${connection.name}`, (token) =>
        engine.request<PreviewSyncParams, PreviewSyncResult>(PREVIEW_SYNC, { ...target, ...people }, token),
      ),
    );
    if (preview === undefined) return;
    log.info(`${connection.name}: ${preview.summary}`);
    await documents.show(
      documents.uriOf(`${nameOf(document)} (sync to ${connection.name})`, document.uri),
      preview.text,
    );
    if (preview.failed > 0) {
      void sayWarning(`${preview.summary}. Whoever has an error stands first in the preview.`);
    }
  });
}
