import { leastPermission } from './permissions.ts';
import type { UserOrder } from './user-orders.ts';

/**
 * The least permission that lets an app carry out these orders. Sources: Microsoft Graph, "Create user", "Update user",
 * "Delete a user", "Restore deleted item (directory object)", "Assign manager".
 */
export function permissionFor(orders: readonly UserOrder[]): string {
  const needed = new Set(orders.map(permissionOf));
  // User.ReadWrite.All lets an app do all of it but set when somebody leaves.
  if (needed.size > 1) needed.add(everything);
  for (const one of needed) if (needed.size > 1 && one !== everything && one !== leaving) needed.delete(one);
  return [...needed].join(' and ');
}

const everything = leastPermission('write users');
const leaving = 'User-LifeCycleInfo.ReadWrite.All';

function permissionOf(order: UserOrder): string {
  switch (order.kind) {
    case 'disable':
    case 'enable':
      return 'User.EnableDisableAccount.All';
    case 'delete':
    case 'restore':
      return 'User.DeleteRestore.All';
    case 'create':
      return order.values.has('employeeLeaveDateTime') ? `${everything} and ${leaving}` : everything;
    case 'update': {
      const names = [...order.values.keys()];
      if (names.every((name) => name === 'employeeLeaveDateTime')) return leaving;
      if (names.every((name) => name === 'accountEnabled')) return 'User.EnableDisableAccount.All';
      if (names.every((name) => name === 'telephoneNumber' || name === 'mobile')) return 'User-Phone.ReadWrite.All';
      return names.includes('employeeLeaveDateTime') ? `${everything} and ${leaving}` : everything;
    }
  }
}
