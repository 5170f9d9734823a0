import type { BoundMapping, MappingModel } from '../../core/analysis/model.ts';
import { CREATE_REQUIRED } from '../../core/catalog/create-required.ts';
import { entraAttribute } from '../../core/catalog/entra-attributes.ts';
import { graphBody } from '../../core/catalog/graph-body.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { actionTaken, type ProvisioningAction } from '../../core/mapping/action-taken.ts';
import type { Existing } from '../../core/mapping/evaluate.ts';
import type { MappingEvaluation, Outcome, Value } from '../../core/mapping/outcome.ts';
import { sameValue } from '../../core/mapping/same-value.ts';
import type { AccountLine, InboundPerson } from './inbound-person.ts';
import { type AccountProblem, keepBack } from './keep-back.ts';
import type { Managers } from './managers.ts';
import { accountName, joiningValue } from './match-accounts.ts';
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
  /** What is to be said of how the account was found. */
  readonly warning?: string | undefined;
}

/** Compares what a mapping yields for a worker with the account that is theirs, or that would be created. */
export function compareAccount(comparison: Comparison): InboundPerson {
  const { model, worker, evaluation, account, managers, warning } = comparison;
  const existing = account && existingOf(model, account.user);
  const resolved = withManagerIds(model, evaluation, managers, existing);
  const { action, reason } = actionTaken(model, resolved, existing);
  const flows = action === 'create' || action === 'update';
  const mayFlow = model.actions.has(existing === undefined ? 'create' : 'update');
  const lines =
    action === 'disable'
      ? [disabled(existing)]
      : evaluation.inScope
        ? model.mappings.map((mapping) => lineOf(mapping, comparison, resolved, existing))
        : [];
  const values = flows ? valuesOf(model, lines, resolved, existing) : {};
  const person: InboundPerson = {
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
    held: account === undefined ? {} : heldBy(account.user, existing),
    ...(mayFlow && waiting(lines, evaluation)),
    nobodyHas: account === undefined ? searched(model, evaluation) : [],
    errors: [],
    warnings: [
      ...(warning === undefined ? [] : [warning]),
      ...lines.flatMap(({ target, note, reason: why }) => (note === 'later' ? [`${target}: ${why}.`] : [])),
    ],
  };
  return mayFlow && evaluation.inScope ? keepBack(person, problemsOf(action, values, lines)) : person;
}

/** What an account holds, and whether it may sign in, also where the mapping says nothing of that. */
function heldBy(user: JsonObject, existing: Existing = new Map()): InboundPerson['held'] {
  return { ...Object.fromEntries(existing), accountEnabled: entraAttribute('accountEnabled')?.read(user) ?? null };
}

/** The manager who is set once they have an account. */
function waiting(lines: readonly AccountLine[], { targets }: MappingEvaluation): Pick<InboundPerson, 'waitingManager'> {
  const outcome = targets.get('manager');
  if (outcome?.state !== 'value' || !lines.some(({ note }) => note === 'later')) return {};
  return { waitingManager: String([outcome.value].flat()[0] ?? '') };
}

/** The values by which an account is looked for, and the sign-in name, which Entra ID gives only once. */
function searched(model: MappingModel, evaluation: MappingEvaluation): InboundPerson['nobodyHas'] {
  const joins = model.mappings.filter(({ match }) => match !== undefined).map(({ target }) => target);
  return [...new Set([...joins, 'userPrincipalName'])].flatMap((target) => {
    const value = joiningValue(evaluation, target);
    return value === undefined ? [] : [{ target, value }];
  });
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
  { target, flowNulls, flowAlways }: BoundMapping,
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
      if (sameValue(target, outcome.value, held)) {
        const again = flowAlways && existing !== undefined && { reason: 'sent all the same: flow always' };
        return { target, before, after, note: 'unchanged', ...again };
      }
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

/** What is sent, as the mapping yields it: what is new or changed, and to an account that exists what always flows. */
function valuesOf(
  { mappings }: MappingModel,
  lines: readonly AccountLine[],
  { targets }: MappingEvaluation,
  existing: Existing | undefined,
): InboundPerson['values'] {
  const always = new Set(mappings.flatMap(({ target, flowAlways }) => (flowAlways && existing ? [target] : [])));
  return Object.fromEntries(
    lines.flatMap(({ target, note }): [string, Value][] => {
      if (note !== 'new' && note !== 'changed' && !(note === 'unchanged' && always.has(target))) return [];
      const outcome = targets.get(target);
      return [[target, outcome?.state === 'value' ? outcome.value : null]];
    }),
  );
}

/** What Entra ID would refuse of an account. */
function problemsOf(
  action: ProvisioningAction,
  values: InboundPerson['values'],
  lines: readonly AccountLine[],
): readonly AccountProblem[] {
  const failing = lines.flatMap(({ target, note, reason }) =>
    note === 'error' ? [{ target, error: `${target}: ${reason}` }] : [],
  );
  const missing =
    action === 'create'
      ? CREATE_REQUIRED.filter((name) => [values[name] ?? ''].flat().every((text) => text === ''))
      : [];
  const body = graphBody(new Map(Object.entries(values)));
  return [
    ...failing,
    ...(missing.length === 0
      ? []
      : [
          {
            error: `Entra ID creates no account without ${missing.join(', ')}. Map ${missing.length === 1 ? 'it' : 'them'}.`,
          },
        ]),
    ...(body.ok ? [] : body.problems.map(({ target, problem }) => ({ target, error: problem }))),
  ];
}
