import { applyPlanned } from '../../infrastructure/apply-planned.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import type { Services } from '../../infrastructure/services.ts';
import { planWriteback } from './plan-writeback.ts';

/** `sfmap: Preview Writeback` shows a plan; `sfmap: Run Writeback` shows it, asks, and writes exactly it. */
export function activateWriteback(services: Services): void {
  const { context, log, documents } = services;
  registerCommand(context, log, 'sfmap.previewWriteback', async () => {
    const planned = await planWriteback(services, 'Preview Writeback');
    if (planned !== undefined) await documents.show(planned.uri, planned.plan.text);
  });
  registerCommand(context, log, 'sfmap.runWriteback', async () => {
    const planned = await planWriteback(services, 'Run Writeback');
    if (planned !== undefined) await applyPlanned(services, planned);
  });
}
