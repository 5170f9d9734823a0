import { SfmapError } from '../core/errors.ts';
import { budgetRefusal } from '../provisioning/plan/budget.ts';
import { confirmationDetail, confirmationQuestion } from '../provisioning/plan/confirmation-text.ts';
import type { Plan } from '../provisioning/plan/plan.ts';
import { planChecksum } from '../provisioning/plan/plan-text.ts';
import { previewReport } from '../provisioning/plan/preview-report.ts';
import { previewText } from '../provisioning/plan/preview-text.ts';
import { reportPage } from '../provisioning/report/report-page.ts';
import type { RunContext } from './plan-writeback.ts';
import type { PlanWritebackResult } from './protocol.ts';

/** What a plan is applied with, beside what each request brings. */
export type PlanRun = Omit<RunContext, 'signal' | 'progress'>;

/** A plan, and what it was made with. */
export interface KeptPlan {
  readonly plan: Plan;
  readonly run: PlanRun;
  /** Absolute path of the mapping, whose limits hold as they are when the plan is applied; absent for an undo. */
  readonly mapping?: string;
}

/** How many plans are kept; the oldest goes first. */
const mostPlans = 16;

/** The plans that an engine has made: what is applied is what was shown. */
export class KeptPlans {
  readonly #plans = new Map<string, KeptPlan>();

  /** Keeps a plan, to be applied exactly so, and tells it. */
  keep(plan: Plan, run: PlanRun, mapping?: string): PlanWritebackResult {
    const planId = planChecksum(plan);
    this.#plans.set(planId, { plan, run: { ...run, secrets: secretsFor(plan, run) }, ...(mapping && { mapping }) });
    const [oldest] = this.#plans.keys();
    if (this.#plans.size > mostPlans && oldest !== undefined) this.#plans.delete(oldest);
    return planAnswer(planId, plan);
  }

  /** @throws SfmapError exit 1: it is gone. */
  find(planId: string): KeptPlan {
    const kept = this.#plans.get(planId);
    if (kept !== undefined) return kept;
    throw new SfmapError('SFM-PLAN', 'This plan is gone: the engine has started anew since.', 'Preview again.', 1);
  }

  /** A plan as a page of HTML, to be reviewed. @throws SfmapError as `find`. */
  page(planId: string): string {
    return [...reportPage(previewReport(this.find(planId).plan, 'Plan'))].join('');
  }
}

/** The token of an account is kept only where it is needed to write; to SuccessFactors goes what it takes alone. */
function secretsFor({ target }: Plan, { secrets }: PlanRun): RunContext['secrets'] {
  if (target !== undefined) return secrets;
  const { GRAPH_TOKEN: _, ...rest } = secrets;
  return rest;
}

/** A plan as the editor shows it and asks about it. */
function planAnswer(planId: string, plan: Plan): PlanWritebackResult {
  const blocked = budgetRefusal(plan);
  return {
    planId,
    ...(blocked === undefined ? {} : { blocked }),
    text: previewText(plan),
    question: confirmationQuestion(plan),
    detail: confirmationDetail(plan),
    changes: plan.totals.rows,
    people: plan.totals.people,
    refused: plan.totals.refused,
    failed: plan.totals.failed,
  };
}
