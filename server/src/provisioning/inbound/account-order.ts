import type { Value } from '../../core/mapping/outcome.ts';
import { textsOf } from '../../core/mapping/same-value.ts';
import type { PlannedRecord } from '../plan/person-preview.ts';
import type { UserOrder } from '../ports.ts';

/**
 * What is sent for a record. A manager is the object id of one account by then.
 *
 * @param id Object id of the account; absent for one that is created.
 */
export function accountOrder({ entity, action, after }: PlannedRecord, id: string | undefined): UserOrder {
  const values = new Map(Object.entries(after ?? {}).map(([target, value]) => [target, sent(value)]));
  if (action === 'create') return { kind: 'create', values };
  const known = id ?? '';
  if (entity === 'Manager' || action === 'update' || action === undefined) return { kind: 'update', id: known, values };
  return { kind: action, id: known };
}

function sent(value: string | boolean | null | readonly string[]): Value {
  if (typeof value === 'boolean') return String(value);
  return value === null || typeof value === 'string' ? value : textsOf(value);
}
