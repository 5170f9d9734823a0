import { type ChangeKind, changeKinds, kindsOf } from './change-kinds.ts';
import type { Listed } from './packed-list.ts';
import { callLines } from './person-lines.ts';
import type { PersonPreview, PlannedCall } from './person-preview.ts';

/** What is counted over the people of a plan. */
export interface Tally {
  /** How many people are of each kind, in the order in which they are told; kinds of nobody are left out. */
  readonly kinds: ReadonlyMap<ChangeKind, number>;
  /** By what a limit counts: `update`, `change email`, `clear cellPhoneNumber`. */
  readonly limited: ReadonlyMap<string, number>;
}

/** Counting reads everybody once, and the people of a plan stay as they are. */
const counted = new WeakMap<Listed<PersonPreview>, Tally>();

/** Counts people, from the records that are sent. */
export function tallyOf(people: Listed<PersonPreview>): Tally {
  const known = counted.get(people);
  if (known !== undefined) return known;
  const kinds = new Map<ChangeKind, number>();
  const limited = new Map<string, number>();
  for (const person of people) {
    for (const kind of kindsOf(person)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    for (const key of limitsOf(person)) limited.set(key, (limited.get(key) ?? 0) + 1);
  }
  const inOrder = changeKinds.flatMap(({ kind }): [ChangeKind, number][] => {
    const count = kinds.get(kind);
    return count === undefined ? [] : [[kind, count]];
  });
  const tally = { kinds: new Map(inOrder), limited };
  counted.set(people, tally);
  return tally;
}

function* limitsOf({ calls }: PersonPreview): Generator<string> {
  if (calls.length === 0) return;
  yield countedAs(calls);
  const changed = callLines(calls).filter(({ before, after }) => before !== after);
  for (const target of new Set(changed.map((line) => line.target))) yield `change ${target}`;
  for (const { target, after } of changed) if (after === null || after === '') yield `clear ${target}`;
}

/** What a limit counts a person as: rows of SuccessFactors are updates, accounts what is done to them. */
function countedAs(calls: readonly PlannedCall[]): 'create' | 'update' | 'disable' | 'delete' {
  const actions = calls.flatMap(({ records }) => records.flatMap(({ action }) => action ?? []));
  const [action = 'update'] = actions;
  return action === 'create' || action === 'disable' || action === 'delete' ? action : 'update';
}
