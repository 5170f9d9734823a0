import type { AccountAction, AccountChange } from './account-change.ts';
import type { ChangesRead } from './changes-read.ts';
import type { GroupName } from './groups.ts';
import type { Listed } from './packed-list.ts';
import type { RowValues } from './row-values.ts';

/** One target of one person: what SuccessFactors holds and what the mapping yields. */
export interface PreviewLine {
  readonly group: GroupName;
  readonly target: string;
  /** `null`: SuccessFactors holds nothing. */
  readonly before: string | null;
  /** `null`: nothing flows. */
  readonly after: string | null;
  readonly note: 'new' | 'changed' | 'unchanged' | 'kept' | 'refused' | 'error';
  /** Why nothing flows, for `kept`; absent where the mapping does not say. */
  readonly reason?: string;
}

/** A target that is not written. */
export interface RestLine extends PreviewLine {
  readonly note: 'unchanged' | 'kept' | 'refused' | 'error';
}

/** What a plan writes: rows of SuccessFactors, or accounts of Entra ID and their managers. */
export type EntityName = 'PerEmail' | 'PerPhone' | 'User' | 'Account' | 'Manager';

/** A row, an account or a manager that is to be written. */
export interface PlannedRecord {
  readonly group: GroupName;
  readonly entity: EntityName;
  /**
   * `{ emailType, personIdExternal }`, `{ personIdExternal, phoneType }`, `{ userId }`; of an account and of its manager
   * `{ personIdExternal }` of the worker, with the `objectId` of an account that is there.
   */
  readonly key: Readonly<Record<string, string>>;
  /** The row as it was read; `null` when there was none. It must still be so when the plan is applied. */
  readonly before: RowValues | null;
  /** The values that are sent; `null` when the row is deleted, which only an undo does. */
  readonly after: RowValues | null;
  /** The row is written only so that another can become primary. */
  readonly givesUpPrimary: boolean;
  /** In an undo: the row is written only so that it is primary again. */
  readonly takesBackPrimary?: true;
  /** What is done to an account; of an `Account` alone. */
  readonly action?: AccountAction;
  /** Of a creation: values by which nobody may be found when it is sent. */
  readonly nobodyHas?: readonly { readonly target: string; readonly value: string }[];
}

/** How far somebody came who is not written. */
export type EarlyStep = 'import' | 'scope' | 'match';

/** Somebody whom the scope shuts out. */
export interface Outsider {
  /** `null` when the mapping yields none. */
  readonly personIdExternal: string | null;
  readonly name: string;
  readonly userPrincipalName: string;
  /** Which clause. */
  readonly reason: string;
}

/** Records that are sent in one call: each judged alone, or a switch of primary flags that succeeds or fails whole. */
export interface PlannedCall {
  readonly together: boolean;
  readonly records: readonly PlannedRecord[];
}

/** The types of the rows that are primary; normally one each, or none. */
export interface PrimaryTypes {
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** One person of a preview. */
export interface PersonPreview {
  /** `null` when the mapping yields none. */
  readonly personIdExternal: string | null;
  readonly name: string;
  readonly userPrincipalName: string;
  readonly primaryNow: PrimaryTypes;
  /** Targets of which nothing is written. What is written stands in `calls` alone, and is shown from there. */
  readonly lines: readonly RestLine[];
  readonly refusals: readonly { readonly group: GroupName; readonly reason: string }[];
  /** Without a group: the person as a whole could not be judged, and `step` says how far they came. */
  readonly errors: readonly { readonly group?: GroupName; readonly step?: EarlyStep; readonly reason: string }[];
  readonly warnings: readonly string[];
  readonly calls: readonly PlannedCall[];
  /** Of an inbound plan: what is known of the worker and their account. */
  readonly account?: AccountChange;
}

/** What there is to say about a whole preview. */
export interface PreviewTotals {
  readonly people: number;
  /** People of whom something is written. */
  readonly changing: number;
  /** Rows that are written. */
  readonly rows: number;
  /** Rows by group, without those that only give up a flag. */
  readonly rowsByGroup: Readonly<Partial<Record<GroupName, number>>>;
  /** Groups that are refused. */
  readonly refused: number;
  /** People with at least one error. */
  readonly failed: number;
  readonly outOfScope: number;
}

/** A finished preview: a reading that broke off never becomes one. */
export interface WritebackPreview {
  readonly people: Listed<PersonPreview>;
  /** Who was read and is out of scope. */
  readonly outside?: Listed<Outsider>;
  /** Of a run that looks at what changed in Entra ID alone. */
  readonly changes?: ChangesRead;
  readonly totals: PreviewTotals;
}

/** Counts a preview. */
export function previewTotals(people: Listed<PersonPreview>, outOfScope: number): PreviewTotals {
  const rowsByGroup: Partial<Record<GroupName, number>> = {};
  const counts = { changing: 0, rows: 0, refused: 0, failed: 0 };
  for (const { calls, refusals, errors } of people) {
    if (calls.length > 0) counts.changing += 1;
    if (errors.length > 0) counts.failed += 1;
    counts.refused += refusals.length;
    for (const record of calls.flatMap((call) => call.records)) {
      counts.rows += 1;
      if (!record.givesUpPrimary && !record.takesBackPrimary)
        rowsByGroup[record.group] = (rowsByGroup[record.group] ?? 0) + 1;
    }
  }
  return { people: people.length, ...counts, rowsByGroup, outOfScope };
}
