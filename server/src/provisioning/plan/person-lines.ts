import { type ContactGroup, contactGroups, userTargets } from './groups.ts';
import type { PersonPreview, PlannedCall, PlannedRecord, PreviewLine } from './person-preview.ts';
import { type RowValue, rowText } from './row-values.ts';

/** Every target in the order in which it is shown. */
const order = new Map(
  [...contactGroups.flatMap((group) => partsOf(group).map(({ target }) => target)), 'userId', ...userTargets].map(
    (target, index) => [target, index],
  ),
);

/** Rows that the mapping does not know stand after those that it knows. */
const strangers = (order.get('userId') ?? 0) - 0.5;

/**
 * What is shown of a person: what is written, told from the very records that are sent, and the rest. So a plan can hold
 * no change that nobody sees.
 */
export function personLines({ calls, lines }: Pick<PersonPreview, 'calls' | 'lines'>): readonly PreviewLine[] {
  const place = ({ target }: PreviewLine) => order.get(target) ?? strangers;
  return [...callLines(calls), ...lines]
    .map((line) => ({ line, place: place(line) }))
    .sort((a, b) => a.place - b.place)
    .map(({ line }) => line);
}

/** People as JSON shows them: as a plan holds them, and their lines tell what is written, too. */
export function* shownPeople(people: Iterable<PersonPreview>): Generator<unknown> {
  for (const person of people) yield { ...person, lines: personLines(person) };
}

/** One line for each value that the records of some calls send, and for their keys. */
export function callLines(calls: readonly PlannedCall[]): readonly PreviewLine[] {
  return calls.flatMap(({ records }) => records.flatMap((record) => recordLines(record, records)));
}

function recordLines(record: PlannedRecord, call: readonly PlannedRecord[]): readonly PreviewLine[] {
  const { entity, key, before, after } = record;
  if (entity === 'Manager') return [managerLine(record)];
  const values = Object.entries(after ?? emptied(before));
  if (entity === 'Account') return values.map(([name, value]) => line(record, name, before?.[name], value));
  if (entity === 'User') {
    const userId = key['userId'] ?? null;
    return [
      line(record, 'userId', userId, userId),
      ...values.map(([name, value]) => line(record, name, before?.[name], value)),
    ];
  }
  const group = contactGroups.find(({ name }) => name === record.group);
  const type = key['emailType'] ?? key['phoneType'] ?? '';
  if (group === undefined || isStranger(record, call)) {
    return values
      .filter(([name, value]) => name === 'isPrimary' || before?.[name] !== value)
      .map(([name, value]) => line(record, `${name} of type ${type}`, before?.[name], value));
  }
  const onlyFlag = record.givesUpPrimary || record.takesBackPrimary === true;
  return partsOf(group).flatMap(({ target, property }) => {
    if (property === group.type.property) {
      return onlyFlag ? [] : [line(record, target, before === null ? null : type, after === null ? null : type)];
    }
    const value = after === null ? null : after[property];
    // The number of a row whose flag alone moves is sent as it is: the flag tells what happens.
    const told = onlyFlag || after === null ? value !== before?.[property] : true;
    return value === undefined || !told ? [] : [line(record, target, before?.[property], value)];
  });
}

/** A manager by object id, or by the personIdExternal under which the account is looked for. */
function managerLine(record: PlannedRecord): PreviewLine {
  const { manager, managerPerson } = record.after ?? {};
  return line(record, 'manager', record.before?.['manager'], managerPerson ?? manager);
}

/** A row that the mapping does not know and whose flag alone moves, to the row of a group or back from it. */
export function isStranger(record: PlannedRecord, call: readonly PlannedRecord[]): boolean {
  const onlyFlag = record.givesUpPrimary || record.takesBackPrimary === true;
  return onlyFlag && call.some((other) => other !== record && other.group === record.group);
}

function line(
  record: PlannedRecord,
  target: string,
  was: RowValue | undefined,
  will: RowValue | undefined,
): PreviewLine {
  const before = rowText(was);
  const after = rowText(will);
  const note = before === after ? 'unchanged' : before === null ? 'new' : 'changed';
  return { group: record.group, target, before, after, note };
}

/** The values of a row that is deleted. */
const emptied = (before: PlannedRecord['before']) =>
  Object.fromEntries(Object.keys(before ?? {}).map((name) => [name, null]));

function partsOf({ value, type, flag, extra }: ContactGroup) {
  return [value, type, flag, ...extra];
}
