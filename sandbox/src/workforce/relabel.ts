import { ControlProblem } from '../control/registrations.ts';
import type { Store } from '../store/store.ts';
import type { RelabelEvent } from './hr-event.ts';

const NAMES = ['name', 'name_defaultValue', 'name_localized', 'name_en_US'];

/**
 * Gives a department another name, or an option of a picklist another label. Nobody's own rows change by it.
 *
 * @throws ControlProblem where there is no such department or option
 */
export function relabel(store: Store, event: RelabelEvent): void {
  const { name } = event;
  if ('department' in event) {
    const slices = store.find('FODepartment', ['externalCode'], [event.department]);
    if (slices.length === 0) throw new ControlProblem(`the tenant has no department ${event.department}`);
    for (const row of slices)
      store.putShared('FODepartment', { ...row, ...Object.fromEntries(NAMES.map((field) => [field, name])) });
    return;
  }
  const [option] = store.find('PicklistOption', ['picklistId', 'externalCode'], [event.picklist, event.code]);
  if (!option) throw new ControlProblem(`the picklist ${event.picklist} has no option ${event.code}`);
  store.putShared('PicklistOption', { ...option, localeLabel: name });
  for (const row of store.find('PicklistLabel', ['optionId'], [option['id']]))
    store.putShared('PicklistLabel', { ...row, label: name });
}
