import * as vscode from 'vscode';
import { APPLY_PLAN, type ApplyPlanParams, type ApplyPlanResult } from '../../../../server/src/engine/protocol.ts';
import { nameOf } from '../../infrastructure/mapping-document.ts';
import { registerCommand } from '../../infrastructure/messages.ts';
import type { Services } from '../../infrastructure/services.ts';
import { withProgress } from '../../infrastructure/with-progress.ts';
import { confirmWriteback } from './confirm-writeback.ts';
import { type Planned, planWriteback } from './plan-writeback.ts';

/** `sfmap: Preview Writeback` shows a plan; `sfmap: Run Writeback` shows it, asks, and writes exactly it. */
export function activateWriteback(services: Services): void {
  const { context, log, documents, locks } = services;
  registerCommand(context, log, 'sfmap.previewWriteback', async () => {
    const planned = await planWriteback(services, 'Preview Writeback');
    if (planned !== undefined) await documents.show(planned.uri, planned.plan.text);
  });
  registerCommand(context, log, 'sfmap.runWriteback', async () => {
    const planned = await planWriteback(services, 'Run Writeback');
    if (planned === undefined || !locks.mayWrite(planned.connection)) return;
    // The lock may have been set while the question stood there.
    if ((await approved(services, planned)) && locks.mayWrite(planned.connection)) await applyPlan(services, planned);
  });
}

/** Whether the user wants this plan written. Looking at the changes leads back to the same question. */
async function approved({ documents }: Services, { connection, plan, uri }: Planned): Promise<boolean> {
  if (plan.changes === 0) {
    await sayNothingToWrite(documents, plan, uri);
    return false;
  }
  await documents.show(uri, plan.text);
  if (plan.blocked !== undefined) {
    void vscode.window.showErrorMessage(`${plan.blocked} Nothing was written. The preview shows every change.`);
    return false;
  }
  for (;;) {
    const decision = await confirmWriteback(connection, plan);
    if (decision !== 'show') return decision === 'apply';
    await documents.show(uri, plan.text);
    const goOn = 'Continue…';
    const choice = await vscode.window.showInformationMessage(
      `The changes stand beside the mapping. Nothing has been written to ${connection.name}.`,
      goOn,
    );
    if (choice !== goOn) return false;
  }
}

async function sayNothingToWrite(
  documents: Services['documents'],
  plan: Planned['plan'],
  uri: vscode.Uri,
): Promise<void> {
  const show = 'Show Preview';
  const open = plan.refused + plan.failed;
  const choice =
    open === 0
      ? await vscode.window.showInformationMessage(
          'Nothing to write: SuccessFactors holds what the mapping yields.',
          show,
        )
      : await vscode.window.showWarningMessage(
          `Nothing is written: ${plan.refused} refused, ${plan.failed} failed. The preview says why, person by person.`,
          show,
        );
  if (choice === show) await documents.show(uri, plan.text);
}

/** Applies a plan and says the outcome. A run that did not reach its end can go on: what is written already is left alone. */
async function applyPlan(services: Services, planned: Planned): Promise<void> {
  const { engine, documents, log } = services;
  const { document, connection, plan } = planned;
  const params: ApplyPlanParams = { planId: plan.planId };
  const result = await withProgress(engine, `Writing to ${connection.name}`, (token) =>
    engine.request<ApplyPlanParams, ApplyPlanResult>(APPLY_PLAN, params, token),
  );
  log.info(`${connection.name}: ${result.summary}`);
  log.info(`run: ${result.run}`);
  const uri = documents.uriOf(`${nameOf(document)} (run on ${connection.name})`, document.uri);
  const show = 'Show Run';
  const goOn = 'Apply the Rest';
  if (result.failed === 0 && result.skipped === 0 && !result.cancelled) {
    const choice = await vscode.window.showInformationMessage(result.summary, show);
    if (choice === show) await documents.show(uri, result.text);
    return;
  }
  const choice = await vscode.window.showWarningMessage(result.summary, show, ...(result.cancelled ? [goOn] : []));
  if (choice === show) await documents.show(uri, result.text);
  if (choice === goOn) await applyPlan(services, planned);
}
