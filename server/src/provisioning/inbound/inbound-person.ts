import type { ProvisioningAction } from '../../core/mapping/action-taken.ts';
import type { Value } from '../../core/mapping/outcome.ts';
import type { Situation } from '../../core/mapping/situation.ts';

/** One target of one person: what the account holds and what the mapping yields. */
export interface AccountLine {
  readonly target: string;
  /** `null`: the account holds nothing, or there is none. A manager is told by user principal name. */
  readonly before: Value;
  /** `null`: the attribute is emptied, or nothing flows (`kept`, `error`). */
  readonly after: Value;
  readonly note: 'new' | 'changed' | 'unchanged' | 'kept' | 'later' | 'error';
  /** Why it is kept, comes later or fails. */
  readonly reason?: string;
}

/** One worker, the account that is theirs, and what would be done to it. */
export interface InboundPerson {
  readonly personIdExternal: string;
  readonly name: string;
  readonly situation: Situation;
  /** The day as of which the person was read; absent where that is today. */
  readonly asOfDate?: string;
  /** The matched account; absent where there is none. */
  readonly account?: { readonly id: string; readonly userPrincipalName: string; readonly matchedBy: string };
  readonly inScope: boolean;
  readonly action: ProvisioningAction;
  /** Why this action, in a few words. */
  readonly reason: string;
  readonly lines: readonly AccountLine[];
  /** What would be sent, by the names of targets; a manager as an object id. */
  readonly values: ReadonlyMap<string, Value>;
  /** What the account holds of the targets of the mapping, and whether it may sign in; empty where there is none. */
  readonly held: ReadonlyMap<string, Value>;
  /** personIdExternal of a manager who has no account yet. */
  readonly waitingManager?: string;
  /** Of somebody who has no account: the values by which one would be found. */
  readonly nobodyHas: readonly { readonly target: string; readonly value: string }[];
  /** Why nothing, or not all, can be done for this person. */
  readonly errors: readonly string[];
  /** What errors keep back: everything that is the person's, or the failing targets alone. Absent without an error. */
  readonly keptBack?: 'person' | 'targets';
  readonly warnings: readonly string[];
}

/** How many people come to what. */
export interface InboundTotals {
  readonly people: number;
  readonly inScope: number;
  readonly create: number;
  readonly update: number;
  readonly disable: number;
  readonly delete: number;
  /** Nothing is to be done. */
  readonly none: number;
  /** Nothing is done because of an error. */
  readonly failed: number;
  /** Of those to update, who keep a target as it is because it fails. */
  readonly partly: number;
}

/** Whether an error is why nothing at all is done for a person. */
export function isFailed({ action, keptBack }: InboundPerson): boolean {
  return keptBack === 'person' || (keptBack === 'targets' && action === 'none');
}

/** People counted by what is done to them: each is one of create, update, disable, delete, none and failed. */
export function countPeople(people: readonly InboundPerson[]): InboundTotals {
  const count = (holds: (person: InboundPerson) => boolean) => people.filter(holds).length;
  const acted = (action: ProvisioningAction) => count((person) => person.action === action && !isFailed(person));
  return {
    people: people.length,
    inScope: count(({ inScope }) => inScope),
    create: acted('create'),
    update: acted('update'),
    disable: acted('disable'),
    delete: acted('delete'),
    none: acted('none'),
    failed: count(isFailed),
    partly: count((person) => person.keptBack === 'targets' && !isFailed(person)),
  };
}
