import type { BoundMapping, MappingModel } from '../../core/analysis/model.ts';
import { CREATE_REQUIRED } from '../../core/catalog/create-required.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { graphBody } from '../../core/catalog/graph-body.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { actionTaken } from '../../core/mapping/action-taken.ts';
import type { Existing } from '../../core/mapping/evaluate.ts';
import type { MappingEvaluation, Outcome, Value } from '../../core/mapping/outcome.ts';
import { sameValue } from '../../core/mapping/same-value.ts';
import type { AccountLine, InboundPerson } from './inbound-person.ts';
import type { Managers } from './managers.ts';
import { accountName } from './match-accounts.ts';
import type { Worker } from './worker.ts';

/** What an account holds of the targets of a mapping, by their names; a manager by object id. */
export function existingOf({ mappings }: MappingModel, user: JsonObject): Existing {
  return new Map(
    mappings.map(({ target }) => [
      target,
      target === 'manager' ? managerId(user) : (entraAttribute(target)?.read(user) ?? null),
    ]),
  );
}

/** The object id of an account's manager, where it was read along. */
export function managerId({ manager }: JsonObject): string | null {
  return isJsonObject(manager) && typeof manager['id'] === 'string' ? manager['id'] : null;
}

/** What is known of one worker when their account is compared. */
export interface Comparison {
  readonly model: MappingModel;
  readonly worker: Worker;
  readonly evaluation: MappingEvaluation;
  readonly account?: { readonly user: JsonObject; readonly by: string };
  readonly managers: Managers;
}

/** Compares what a mapping yields for a worker with the account that is theirs, or that would be created. */
export function compareAccount(comparison: Comparison): InboundPerson {
  const { model, worker, evaluation, account, managers } = comparison;
  const existing = account && existingOf(model, account.user);
  const resolved = withManagerIds(model, evaluation, managers, existing);
  const { action, reason } = actionTaken(model, resolved, existing);
  const flows = action === 'create' || action === 'update';
  const lines =
    action === 'disable'
      ? [disabled(existing)]
      : evaluation.inScope
        ? model.mappings.map((mapping) => lineOf(mapping, comparison, resolved, existing))
        : [];
  const values = flows ? valuesOf(lines, resolved) : new Map<string, Value>();
  return {
    personIdExternal: worker.id,
    name: worker.name,
    situation: worker.situation,
    ...(worker.asOfDate !== undefined && { asOfDate: worker.asOfDate }),
    ...(account && {
      account: { id: String(account.user['id']), userPrincipalName: accountName(account.user), matchedBy: account.by },
    }),
    inScope: evaluation.inScope,
    action,
    reason,
    lines,
    values,
    errors: flows ? errorsOf(action, values, lines) : [],
    warnings: lines.flatMap(({ target, note, reason: why }) => (note === 'later' ? [`${target}: ${why}.`] : [])),
  };
}

/** The evaluation with object ids where it has the personIdExternal of a manager; without an account of theirs nothing flows. */
function withManagerIds(
  { mappings }: MappingModel,
  evaluation: MappingEvaluation,
  managers: Managers,
  existing: Existing | undefined,
): MappingEvaluation {
  const outcome = evaluation.targets.get('manager');
  if (outcome?.state !== 'value' || !mappings.some(({ target }) => target === 'manager')) return evaluation;
  const person = String([outcome.value].flat()[0] ?? '');
  const manager = managers.of(person);
  const held = existing?.get('manager') ?? null;
  const waiting: Outcome =
    managers.anchor === undefined
      ? { state: 'null', reason: 'no matching attribute holds personIdExternal, so managers cannot be found' }
      : {
          state: 'null',
          reason: `${person} has no account yet${held === null ? '' : ', and the manager of before stays'}`,
        };
  const targets = new Map(evaluation.targets);
  targets.set('manager', manager === null ? waiting : { state: 'value', value: manager.id });
  return { ...evaluation, targets };
}

function lineOf(
  { target, flowNulls }: BoundMapping,
  { evaluation, managers }: Comparison,
  resolved: MappingEvaluation,
  existing: Existing | undefined,
): AccountLine {
  const held = existing?.get(target) ?? null;
  const outcome = resolved.targets.get(target) ?? { state: 'null' };
  const named = (value: Value) => (target === 'manager' && typeof value === 'string' ? managers.nameOf(value) : value);
  const before = named(held);
  switch (outcome.state) {
    case 'error':
      return { target, before, after: null, note: 'error', reason: outcome.error };
    case 'dropped':
      return { target, before, after: null, note: 'kept', reason: outcome.reason };
    case 'value': {
      const after = named(outcome.value);
      if (sameValue(target, outcome.value, held)) return { target, before, after, note: 'unchanged' };
      return { target, before, after, note: held === null ? 'new' : 'changed' };
    }
    case 'null': {
      const waits = target === 'manager' && evaluation.targets.get('manager')?.state === 'value';
      if (flowNulls && existing !== undefined && held !== null) return { target, before, after: null, note: 'changed' };
      const reason = outcome.reason ?? 'nothing flows';
      return { target, before, after: null, note: waits ? 'later' : 'kept', reason };
    }
  }
}

function disabled(existing: Existing | undefined): AccountLine {
  return { target: 'accountEnabled', before: existing?.get('accountEnabled') ?? null, after: 'False', note: 'changed' };
}

/** What is sent: what is new or changed, as the mapping yields it. */
function valuesOf(lines: readonly AccountLine[], { targets }: MappingEvaluation): ReadonlyMap<string, Value> {
  return new Map(
    lines.flatMap(({ target, note }): [string, Value][] => {
      if (note !== 'new' && note !== 'changed') return [];
      const outcome = targets.get(target);
      return [[target, outcome?.state === 'value' ? outcome.value : null]];
    }),
  );
}

/** What keeps an account from being written. A target that fails keeps a new account back, and of an old one itself alone. */
function errorsOf(
  action: 'create' | 'update' | string,
  values: ReadonlyMap<string, Value>,
  lines: readonly AccountLine[],
): readonly string[] {
  const failing = lines.flatMap(({ target, note, reason }) => (note === 'error' ? [`${target}: ${reason}`] : []));
  const missing =
    action === 'create'
      ? CREATE_REQUIRED.filter((name) => [values.get(name) ?? ''].flat().every((text) => text === ''))
      : [];
  const body = graphBody(values);
  return [
    ...failing,
    ...(missing.length === 0
      ? []
      : [`Entra ID creates no account without ${missing.join(', ')}. Map ${missing.length === 1 ? 'it' : 'them'}.`]),
    ...(body.ok ? [] : body.problems.map(({ problem }) => problem)),
  ];
}
