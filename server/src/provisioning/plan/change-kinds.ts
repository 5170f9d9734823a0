import type { PersonPreview, PlannedRecord } from './person-preview.ts';
import { sameRowValue } from './row-values.ts';

/** What happens to a person, or why nothing does. A person may be of several kinds. */
export type ChangeKind = 'error' | 'refused' | 'new' | 'changed' | 'gone' | 'primary' | 'warning' | 'unchanged';

/** Every kind in the order in which it is told, with the words for it. */
export const changeKinds: readonly { readonly kind: ChangeKind; readonly words: string }[] = [
  { kind: 'error', words: 'with an error' },
  { kind: 'refused', words: 'with a refused change' },
  { kind: 'new', words: 'get a new row' },
  { kind: 'changed', words: 'get new values in a row' },
  { kind: 'gone', words: 'lose a row' },
  { kind: 'primary', words: 'get another primary flag' },
  { kind: 'warning', words: 'with a warning' },
  { kind: 'unchanged', words: 'without a change' },
];

/** The words for a plan that writes accounts, where they differ. */
const accountWords: Readonly<Partial<Record<ChangeKind, string>>> = {
  new: 'get an account',
  changed: 'get new values in their account',
  gone: 'lose their account',
};

/** Every kind with the words that fit what a plan writes. */
export function kindsFor({ target }: { readonly target?: unknown }): typeof changeKinds {
  if (target === undefined) return changeKinds;
  return changeKinds.map(({ kind, words }) => ({ kind, words: accountWords[kind] ?? words }));
}

type Judged = Pick<PersonPreview, 'calls' | 'errors' | 'refusals' | 'warnings'>;

/** The kinds of one person, told from the records that are sent. */
export function kindsOf({ calls, errors, refusals, warnings }: Judged): readonly ChangeKind[] {
  const records = calls.flatMap((call) => call.records);
  const holds: Readonly<Record<ChangeKind, boolean>> = {
    error: errors.length > 0,
    refused: refusals.length > 0,
    new: records.some(({ before }) => before === null),
    // The manager of somebody who gets an account is part of that.
    changed: records.some(changesValue) && !records.some(({ action }) => action === 'create'),
    gone: records.some(({ after }) => after === null),
    primary: records.some(movesFlag),
    warning: warnings.length > 0,
    unchanged: records.length === 0 && errors.length === 0 && refusals.length === 0,
  };
  return changeKinds.flatMap(({ kind }) => (holds[kind] ? [kind] : []));
}

/** The place of a person in what is read: errors first, then refusals, then changes, then the rest. */
export function readingRank({ calls, errors, refusals }: Judged): number {
  if (errors.length > 0) return 0;
  if (refusals.length > 0) return 1;
  return calls.length > 0 ? 2 : 3;
}

function changesValue({ before, after }: PlannedRecord): boolean {
  if (before === null || after === null) return false;
  return Object.entries(after).some(([name, value]) => name !== 'isPrimary' && !sameRowValue(before[name], value));
}

function movesFlag({ before, after }: PlannedRecord): boolean {
  const flag = after?.['isPrimary'];
  return flag !== undefined && (before === null ? flag === true : before['isPrimary'] !== flag);
}
