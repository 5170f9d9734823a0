import type { ProvisioningAction } from '../../core/mapping/action-taken.ts';
import type { Value } from '../../core/mapping/outcome.ts';
import { sameValue } from '../../core/mapping/same-value.ts';
import type { Situation } from '../../core/mapping/situation.ts';
import { type AccountLine, type InboundPerson, isFailed } from '../inbound/inbound-person.ts';

/** What another mapping means for a person, in the order in which it is told. */
export const REHEARSED_KINDS = [
  'into scope',
  'out of scope',
  'created',
  'no longer created',
  'updated otherwise',
  'disabled',
  'no longer disabled',
  'deleted',
  'no longer deleted',
  'matched otherwise',
  'error now',
  'error no more',
] as const;

export type RehearsedKind = (typeof REHEARSED_KINDS)[number];

/** One target that would hold something else. */
export interface TargetChange {
  readonly target: string;
  /** What it would hold after a run of the earlier mapping, and of the present one. A manager by user principal name. */
  readonly before: Value;
  readonly now: Value;
}

/** What one of the two mappings does to a person. */
export interface RehearsedSide {
  readonly inScope: boolean;
  readonly action: ProvisioningAction;
  readonly reason: string;
  readonly account?: NonNullable<InboundPerson['account']>;
  readonly errors: readonly string[];
}

/** A person for whom the present mapping means something else than the earlier one. */
export interface PersonChange {
  readonly personIdExternal: string;
  readonly name: string;
  readonly situation: Situation;
  readonly asOfDate?: string;
  readonly kinds: readonly RehearsedKind[];
  readonly targets: readonly TargetChange[];
  readonly before: RehearsedSide;
  readonly now: RehearsedSide;
}

/** What changes for a person who went through two mappings; undefined where nothing does. */
export function personChange(before: InboundPerson, now: InboundPerson): PersonChange | undefined {
  const targets = targetChanges(before, now);
  const kinds = kindsOf(before, now, targets);
  if (kinds.length === 0) return undefined;
  const { personIdExternal, name, situation, asOfDate } = now;
  const told = { personIdExternal, name, situation, ...(asOfDate !== undefined && { asOfDate }) };
  return { ...told, kinds, targets, before: sideOf(before), now: sideOf(now) };
}

function kindsOf(
  before: InboundPerson,
  now: InboundPerson,
  targets: readonly TargetChange[],
): readonly RehearsedKind[] {
  const [was, is] = [doneTo(before), doneTo(now)];
  const turns = (action: ProvisioningAction) => [is === action && was !== action, was === action && is !== action];
  const [created, notCreated] = turns('create');
  const [disabled, notDisabled] = turns('disable');
  const [deleted, notDeleted] = turns('delete');
  const lacks = (errors: readonly string[], others: readonly string[]) => errors.some((one) => !others.includes(one));
  const holds: Readonly<Record<RehearsedKind, boolean | undefined>> = {
    'into scope': now.inScope && !before.inScope,
    'out of scope': !now.inScope && before.inScope,
    created,
    'no longer created': notCreated,
    'updated otherwise': targets.length > 0,
    disabled,
    'no longer disabled': notDisabled,
    deleted,
    'no longer deleted': notDeleted,
    // Who is kept back by an error has no account that could be told.
    'matched otherwise':
      before.account?.id !== now.account?.id && before.keptBack !== 'person' && now.keptBack !== 'person',
    'error now': lacks(now.errors, before.errors),
    'error no more': lacks(before.errors, now.errors),
  };
  return REHEARSED_KINDS.filter((kind) => holds[kind]);
}

const doneTo = (person: InboundPerson): ProvisioningAction => (isFailed(person) ? 'none' : person.action);

/** The targets of one account, or of a new one, that the two mappings would leave behind differently. */
function targetChanges(before: InboundPerson, now: InboundPerson): readonly TargetChange[] {
  if (!before.inScope || !now.inScope || before.account?.id !== now.account?.id) return [];
  if (before.keptBack === 'person' || now.keptBack === 'person') return [];
  // Whoever is created by one of the two alone is told as that.
  if (before.account === undefined && doneTo(before) !== doneTo(now)) return [];
  const [earlier, present] = [linesOf(before), linesOf(now)];
  return [...new Set([...earlier.keys(), ...present.keys()])].flatMap((target) => {
    const [was, is] = [earlier.get(target), present.get(target)];
    const left = was === undefined ? (is?.before ?? null) : heldAfter(was, before);
    const right = is === undefined ? (was?.before ?? null) : heldAfter(is, now);
    return sameValue(target, right, left) ? [] : [{ target, before: left, now: right }];
  });
}

const linesOf = ({ lines }: InboundPerson) => new Map(lines.map((line) => [line.target, line]));

/** What a target holds when a mapping has run; of a manager who has no account yet, who that will be. */
function heldAfter({ before, after, note }: AccountLine, { action, waitingManager }: InboundPerson): Value {
  if (note === 'later' && waitingManager !== undefined) return `${waitingManager}, once they have an account`;
  if (note === 'kept' || note === 'error' || note === 'later') return before;
  return action === 'none' ? before : after;
}

function sideOf({ inScope, action, reason, account, errors }: InboundPerson): RehearsedSide {
  return { inScope, action, reason, ...(account && { account }), errors };
}
