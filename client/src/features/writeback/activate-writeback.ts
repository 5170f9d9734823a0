import { applyPlanned, reviewPlanned } from '../../infrastructure/apply-planned.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import { sayInformation } from '../../infrastructure/say.ts';
import type { Services } from '../../infrastructure/services.ts';
import { planWriteback } from './plan-writeback.ts';

const noReview =
  'There is no plan to apply. sfmap: Plan Writeback or sfmap: Plan Sync makes one; apply it from its own panel.';

/**
 * `sfmap: Preview Writeback` shows changes as text, `sfmap: Plan Writeback` opens them as a plan to be reviewed, which
 * `sfmap: Apply Plan` writes; `sfmap: Run Writeback` does all in one go: it shows, asks, and writes exactly that.
 */
export function activateWriteback(services: Services): void {
  const { context, log, documents } = services;
  registerCommand(context, log, 'sfmap.previewWriteback', async () => {
    const planned = await planWriteback(services, 'Preview Writeback');
    if (planned !== undefined) await documents.show(planned.uri, planned.plan.text);
  });
  registerCommand(context, log, 'sfmap.planWriteback', async () => {
    const planned = await planWriteback(services, 'Plan Writeback');
    if (planned !== undefined) await reviewPlanned(services, planned);
  });
  registerCommand(context, log, 'sfmap.applyPlan', async () => {
    const planned = services.reviews.current;
    if (planned !== undefined) await applyPlanned(services, planned);
    else void sayInformation(noReview);
  });
  registerCommand(context, log, 'sfmap.runWriteback', async () => {
    const planned = await planWriteback(services, 'Run Writeback');
    if (planned !== undefined) await applyPlanned(services, planned);
  });
}
