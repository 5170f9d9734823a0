import { isAsMeant } from '../plan/row-values.ts';
import { inDoubt } from '../run/earlier-run.ts';
import type { Verdict } from '../run/run-result.ts';
import type { Item } from './batches.ts';
import type { PersonState } from './person-state.ts';
import { presentRow } from './upsert-record.ts';

/** What a row says of a record that was being sent when the run broke off; nothing where it is to be sent again. */
export function afterDoubt(item: Item, state: PersonState): readonly (readonly [Item, Verdict])[] {
  const { record } = item;
  if (state !== 'absent' && 'unanswered' in state) {
    return [[item, { ...inDoubt, reason: `${inDoubt.reason}, and SuccessFactors tells nothing: ${state.unanswered}` }]];
  }
  const row = state === 'absent' ? null : presentRow(record, state);
  if (isAsMeant(record.after, row)) return [[item, { state: 'written', readBack: true }]];
  if (isAsMeant(record.before, row)) return [];
  return [[item, { ...inDoubt, reason: `${inDoubt.reason}, and the row is now neither as it was nor as planned` }]];
}
