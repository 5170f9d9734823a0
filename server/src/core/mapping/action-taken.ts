import type { MappingModel } from '../analysis/model.ts';
import type { Existing } from './evaluate.ts';
import { joinValue } from './join-value.ts';
import type { MappingEvaluation, Outcome } from './outcome.ts';
import { sameValue, textsOf } from './same-value.ts';

/** What a run does to the account of a person. */
export type ProvisioningAction = 'create' | 'update' | 'disable' | 'delete' | 'none';

/** Every action, in the order in which people tell them; an expectation of a test may name each. */
export const PROVISIONING_ACTIONS: readonly ProvisioningAction[] = ['create', 'update', 'disable', 'delete', 'none'];

/** What is done to a person, and why, in a few words. */
export interface ActionTaken {
  readonly action: ProvisioningAction;
  readonly reason: string;
}

/**
 * What the provisioning service does to one person: it follows from the scope, the actions of the file, and what the
 * target holds before (docs/language.md, "Tests"). Whether a person out of scope is disabled or deleted is the file's
 * choice; where it allows both, disabled. Source: "Skip deletion of user accounts that go out of scope in Microsoft
 * Entra ID".
 */
export function actionTaken(
  model: MappingModel,
  evaluation: MappingEvaluation,
  existing: Existing | undefined,
): ActionTaken {
  const { inScope, scopeClause, targets } = evaluation;
  const { actions, direction } = model;
  if (direction === 'writeback') {
    if (!inScope) return none(`out of scope: ${scopeClause}`);
    if (!actions.has('update')) return none('the file does not update');
    const join = model.mappings.find(({ match }) => match !== undefined);
    const link = join && joinValue(join, evaluation);
    if (link !== undefined && 'reason' in link) return none(link.reason.replace(/\.$/, ''));
    return existing === undefined
      ? { action: 'update', reason: 'in scope' }
      : updated(model, targets, existing, 'in scope');
  }
  if (!inScope) return leaving(model, existing, `out of scope: ${scopeClause}`);
  const unmatched = withoutJoin(model, targets);
  if (unmatched !== undefined) return none(`${unmatched} has no value, so nobody can be matched`);
  if (existing === undefined) {
    return actions.has('create')
      ? { action: 'create', reason: 'in scope, and nobody exists' }
      : none('nobody exists, and the file does not create');
  }
  if (!actions.has('update')) return none('the person exists, and the file does not update');
  return updated(model, targets, existing, 'in scope, and the person exists');
}

const none = (reason: string): ActionTaken => ({ action: 'none', reason });

function leaving({ actions }: MappingModel, existing: Existing | undefined, why: string): ActionTaken {
  if (existing === undefined) return none(`${why}, and nobody exists`);
  if (actions.has('disable')) {
    return isDisabled(existing)
      ? none(`${why}, and the account is disabled already`)
      : { action: 'disable', reason: why };
  }
  if (actions.has('delete')) return { action: 'delete', reason: why };
  return none(`${why}, and the file neither disables nor deletes`);
}

function isDisabled(existing: Existing): boolean {
  return String(existing.get('accountEnabled') ?? '').toLowerCase() === 'false';
}

/** The first matching attribute of a person who has a value in none of them. */
function withoutJoin({ mappings }: MappingModel, targets: ReadonlyMap<string, Outcome>): string | undefined {
  const joins = mappings.filter(({ match }) => match !== undefined).sort((a, b) => (a.match ?? 0) - (b.match ?? 0));
  const [first] = joins;
  const has = ({ target }: { readonly target: string }) => {
    const outcome = targets.get(target);
    return outcome?.state === 'value' && textsOf(outcome.value).some((one) => one !== '');
  };
  return first === undefined || joins.some(has) ? undefined : first.target;
}

function updated(
  { mappings, direction }: MappingModel,
  targets: ReadonlyMap<string, Outcome>,
  existing: Existing,
  why: string,
): ActionTaken {
  const changed = mappings
    .filter(({ target, flowAlways, flowNulls }) => {
      const outcome = targets.get(target);
      const before = existing.get(target) ?? null;
      // A writeback plan sends no empty text, and nothing that SuccessFactors holds already.
      if (outcome?.state === 'value' && direction === 'writeback')
        return textsOf(outcome.value).some((one) => one !== '') && !sameValue(target, outcome.value, before);
      if (outcome?.state === 'value') return flowAlways || !sameValue(target, outcome.value, before);
      return outcome?.state === 'null' && flowNulls && before !== null;
    })
    .map(({ target }) => target);
  if (changed.length === 0) {
    const failing = mappings.flatMap(({ target }) => {
      const outcome = targets.get(target);
      return outcome?.state === 'error' ? [{ target, error: outcome.error }] : [];
    });
    const [first] = failing;
    if (first === undefined) return none(`${why}, and nothing changes`);
    const others = failing.length > 1 ? ` (and ${failing.length - 1} more)` : '';
    return none(
      `${why}, but ${first.target} fails${others}, and nothing else changes: ${first.error.replace(/\.$/, '')}`,
    );
  }
  const names = changed.slice(0, 3).join(', ');
  const more = changed.length > 3 ? ` and ${changed.length - 3} more` : '';
  return { action: 'update', reason: `${why}, and ${names}${more} ${changed.length === 1 ? 'changes' : 'change'}` };
}
