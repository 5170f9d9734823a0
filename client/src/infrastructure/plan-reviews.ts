import * as vscode from 'vscode';
import { PLAN_PAGE, type PlanPageParams, type PlanPageResult } from '../../../server/src/engine/protocol.ts';
import type { Planned } from './apply-planned.ts';
import type { EngineProcess } from './engine-process.ts';

/** The type of the panels; `activeWebviewPanelId` in package.json asks for it. */
const REVIEW = 'sfmap.review';

/**
 * Plans that stand open to be reviewed: totals, limits, each person's changes, who is in and who is out. The page is the
 * engine's and brings its own policy: it loads nothing and runs its own script alone.
 */
export class PlanReviews implements vscode.Disposable {
  readonly #panels = new Map<string, { readonly panel: vscode.WebviewPanel; readonly planned: Planned }>();

  constructor(private readonly engine: EngineProcess) {}

  /** Shows a plan beside the mapping, which keeps the keyboard. A new plan of the same thing takes the old one's place. */
  async show(planned: Planned): Promise<void> {
    const params: PlanPageParams = { planId: planned.plan.planId };
    const { page } = await this.engine.request<PlanPageParams, PlanPageResult>(PLAN_PAGE, params);
    const key = planned.uri.toString();
    const open = this.#panels.get(key);
    const panel = open?.panel ?? this.#open(key, planned);
    this.#panels.set(key, { panel, planned });
    if (open?.planned.plan.planId !== planned.plan.planId) panel.webview.html = page;
    panel.reveal(panel.viewColumn, true);
  }

  /** The plan whose panel the user looks at; without one, the only one that stands open. */
  get current(): Planned | undefined {
    const all = [...this.#panels.values()];
    return (all.find(({ panel }) => panel.active) ?? (all.length === 1 ? all[0] : undefined))?.planned;
  }

  /** Closes the panel of a plan that was written: it cannot be written twice. */
  close({ uri, plan }: Planned): void {
    const open = this.#panels.get(uri.toString());
    // A newer plan of the same thing may stand there by now.
    if (open?.planned.plan.planId === plan.planId) open.panel.dispose();
  }

  #open(key: string, { name, connection }: Planned): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      REVIEW,
      `${name} (plan for ${connection.name})`,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, enableForms: false, enableFindWidget: true, localResourceRoots: [] },
    );
    panel.onDidDispose(() => this.#panels.delete(key));
    return panel;
  }

  dispose(): void {
    for (const { panel } of this.#panels.values()) panel.dispose();
  }
}
