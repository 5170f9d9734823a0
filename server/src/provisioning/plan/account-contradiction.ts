import type { PersonPreview, PlannedCall, PlannedRecord } from './person-preview.ts';
import type { RowValues } from './row-values.ts';

/** Where the record of an account or of its manager does not fit itself or its person; nothing when all fits. */
export function accountContradiction(
  record: PlannedRecord,
  { together }: PlannedCall,
  { personIdExternal, account }: PersonPreview,
): string | undefined {
  if (together) return 'accounts take no part in a switch of primary flags';
  if (record.key['personIdExternal'] !== personIdExternal) return 'it is the account of another person';
  if (record.key['objectId'] !== account?.objectId && record.action !== 'restore') return 'it is another account';
  return record.entity === 'Manager' ? undefined : shapeContradiction(record);
}

function shapeContradiction({ action, key, before, after, nobodyHas }: PlannedRecord): string | undefined {
  const there = key['objectId'] !== undefined;
  if ((nobodyHas !== undefined) !== (action === 'create')) return 'only a creation says who must not be there';
  switch (action) {
    case 'create':
      if (there || before !== null || after === null) return 'a creation makes an account that is not there';
      return nobodyHas?.length === 0 ? 'a creation asks for nobody who may be there' : undefined;
    case 'delete':
      return there && before !== null && after === null ? undefined : 'a deletion ends an account that is there';
    case 'restore':
      return there && before === null && after !== null ? undefined : 'what comes back is an account that was deleted';
    case 'disable':
    case 'enable':
      return there && onlySwitch(before) && onlySwitch(after)
        ? undefined
        : 'it changes more than whether one may sign in';
    case 'update':
      return there && sameNames(before, after) ? undefined : 'before and after are other attributes';
    default:
      return 'nothing is done to the account';
  }
}

const onlySwitch = (values: RowValues | null) => values !== null && Object.keys(values).join() === 'accountEnabled';

function sameNames(before: RowValues | null, after: RowValues | null): boolean {
  const names = (values: RowValues | null) =>
    Object.keys(values ?? {})
      .sort()
      .join();
  return names(after) !== '' && names(before) === names(after);
}
