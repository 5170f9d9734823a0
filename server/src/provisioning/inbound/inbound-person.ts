import type { ProvisioningAction } from '../../core/mapping/action-taken.ts';
import type { Value } from '../../core/mapping/outcome.ts';
import type { Situation } from '../../core/mapping/situation.ts';
import type { Listed } from '../plan/packed-list.ts';

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

/** One worker, the account that is theirs, and what would be done to it: plain data, of which long lists are packed. */
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
  readonly values: Readonly<Record<string, Value>>;
  /** What the account holds of the targets of the mapping, and whether it may sign in; empty where there is none. */
  readonly held: Readonly<Record<string, Value>>;
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
export function countPeople(people: Listed<InboundPerson>): InboundTotals {
  const counts = { inScope: 0, create: 0, update: 0, disable: 0, delete: 0, none: 0, failed: 0, partly: 0 };
  for (const person of people) {
    const failed = isFailed(person);
    if (person.inScope) counts.inScope += 1;
    counts[failed ? 'failed' : person.action] += 1;
    if (person.keptBack === 'targets' && !failed) counts.partly += 1;
  }
  return { people: people.length, ...counts };
}

/** The personIdExternal of everybody for whom an account is made. */
export function whoIsCreated(people: Listed<InboundPerson>): ReadonlySet<string> {
  const created = new Set<string>();
  for (const { personIdExternal, action, keptBack } of people) {
    if (action === 'create' && keptBack === undefined) created.add(personIdExternal);
  }
  return created;
}
