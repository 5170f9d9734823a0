import { SfmapError } from '../../core/errors.ts';
import { oneLine } from '../../core/one-line.ts';
import type { Plan } from './plan.ts';
import { tallyOf } from './tally.ts';

type PlanLimit = Plan['limits'][number];

/** A limit of a plan, and how much of it the plan uses. */
export interface BudgetLine {
  readonly limit: PlanLimit;
  /** People that the limit counts. */
  readonly count: number;
  /** So many are allowed; absent for a percentage where not everybody in scope was looked at. */
  readonly allowed?: number;
}

type Budgeted = Pick<Plan, 'people' | 'totals' | 'complete' | 'limits' | 'target'>;

/**
 * What the limits of a plan allow, and what the plan asks for. Both are told from the changes that are sent. A percentage
 * is one of everybody in scope, rounded up; a run over chosen people has not read everybody, and is held to numbers
 * alone.
 */
export function budgetOf(plan: Budgeted): readonly BudgetLine[] {
  const counts = tallyOf(plan.people).limited;
  return plan.limits.map((limit) => {
    const count = counts.get(limit.attribute === undefined ? limit.kind : `${limit.kind} ${limit.attribute}`) ?? 0;
    const allowed = allowedBy(limit, plan);
    return { limit, count, ...(allowed === undefined ? {} : { allowed }) };
  });
}

function allowedBy({ most, unit }: PlanLimit, { complete, totals }: Budgeted): number | undefined {
  if (unit === 'number') return most;
  // Binary fractions must not push 10% of 30 to 4.
  return complete ? Math.ceil((most * totals.people) / 100 - 1e-9) : undefined;
}

/** The limits that a plan does not keep. */
export function brokenLimits(plan: Budgeted): readonly BudgetLine[] {
  return budgetOf(plan).filter(({ count, allowed }) => allowed !== undefined && count > allowed);
}

/** Why a plan must not be applied, in one sentence; undefined where it keeps its limits. */
export function budgetRefusal(plan: Budgeted): string | undefined {
  const broken = brokenLimits(plan);
  if (broken.length === 0) return undefined;
  const what = broken.map(
    ({ limit, count, allowed }) =>
      `${nameOf(limit)} concerns ${count}, and ${allowed} ${allowed === 1 ? 'is' : 'are'} allowed (${limitText(limit)}${share(limit, plan)})`,
  );
  return `The plan is over its limits: ${what.join('; ')}.`;
}

/** @throws SfmapError `SFM-LIMITS`, exit 1: the plan asks for more than its limits allow. */
export function checkBudget(plan: Budgeted): void {
  const refusal = budgetRefusal(plan);
  if (refusal !== undefined) throw overLimits(refusal);
}

/** The error of a plan that is over its limits. */
function overLimits(refusal: string): SfmapError {
  return new SfmapError(
    'SFM-LIMITS',
    refusal,
    'Nothing of it is written. Find out why so many change; if all of it is meant, raise the limits block of the mapping and make a new plan.',
    1,
  );
}

/**
 * `limits: update 12 of 40 allowed · clear email 0 of 3 allowed`, of each kind the limit that is nearest; undefined where
 * no limit concerns what the plan may do.
 */
export function budgetText(plan: Budgeted): string | undefined {
  const parts = new Map<string, string>();
  const lines = budgetOf(plan).filter(({ limit }) => mayConcern(limit.kind, plan));
  for (const { limit, count, allowed } of lines.sort((a, b) => (b.allowed ?? -1) - (a.allowed ?? -1))) {
    const name = nameOf(limit);
    if (allowed !== undefined) parts.set(name, `${name} ${count} of ${allowed} allowed`);
    else if (!parts.has(name)) parts.set(name, `${limitText(limit)} holds when everybody is looked at`);
  }
  return parts.size === 0 ? undefined : `limits: ${[...parts.values()].join(' · ')}`;
}

/** Whether a kind of limit can concern a plan: a writeback neither makes nor ends anybody. */
export const mayConcern = (kind: PlanLimit['kind'], { target }: Pick<Plan, 'target'>): boolean =>
  target !== undefined || kind === 'update' || kind === 'change' || kind === 'clear';

function nameOf({ kind, attribute }: PlanLimit): string {
  return attribute === undefined ? kind : `${kind} ${oneLine(attribute)}`;
}

/** `update <= 20%`, as a mapping writes it. */
export function limitText({ kind, attribute, most, unit }: PlanLimit): string {
  return `${kind}${attribute === undefined ? '' : `(${oneLine(attribute)})`} <= ${most}${unit === 'percent' ? '%' : ''}`;
}

function share({ unit }: PlanLimit, { totals }: Budgeted): string {
  return unit === 'percent' ? ` of ${totals.people} in scope` : '';
}
