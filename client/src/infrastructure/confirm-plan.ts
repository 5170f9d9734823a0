import * as vscode from 'vscode';
import type { ConnectionInfo, PlanWritebackResult } from '../../../server/src/engine/protocol.ts';
import { sayError, sayWarning } from './say.ts';
import { shownLine } from './shown-text.ts';

export type Decision = 'apply' | 'show' | 'cancel';

/**
 * Asks before a write: what, where, how much. The button that Enter presses never writes. For production the
 * connection's name is typed as well.
 */
export async function confirmPlan(connection: ConnectionInfo, plan: PlanWritebackResult): Promise<Decision> {
  const show = 'Show changes';
  const apply = plan.changes === 1 ? 'Apply 1 change' : `Apply ${plan.changes} changes`;
  const production = connection.environment === 'production';
  const where = `${production ? 'PRODUCTION · ' : ''}connection ${connection.name} · ${connection.successFactors.host}`;
  const options = { modal: true, detail: `${where}\n${plan.detail}` };
  const choice = production
    ? await sayError(plan.question, options, show, apply)
    : await sayWarning(plan.question, options, show, apply);
  if (choice === undefined) return 'cancel';
  if (choice === show) return 'show';
  if (!production) return 'apply';
  const typed = await vscode.window.showInputBox({
    title: shownLine(`PRODUCTION: ${plan.question}`),
    prompt: shownLine(
      `Type ${connection.name} to write ${plan.changes === 1 ? 'this change' : `these ${plan.changes} changes`}.`,
    ),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === connection.name ? undefined : shownLine(`Type ${connection.name} to write there.`),
  });
  return typed === connection.name ? 'apply' : 'cancel';
}
