import type { Row } from '../model/entity.ts';
import type { Seed } from '../store/seed.ts';
import { wellKnown } from '../tenant/well-known.ts';

/** Which option ids the picklists have: those that documents name, or those of a second tenant. */
export const optionIdSets = ['first', 'second'] as const;
export type OptionIdSet = (typeof optionIdSets)[number];

/** The properties that hold option ids, by entity. */
const HOLDERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['PicklistOption', ['id']],
  ['PicklistLabel', ['id', 'optionId']],
  ['PerEmail', ['emailType']],
  ['PerPhone', ['phoneType']],
  ['EmpJob', ['emplStatus', 'employmentType', 'employeeClass']],
  ['EmpGlobalAssignment', ['assignmentType']],
]);

const SHIFT = 12_000;

const other = (id: string): string => String(Number(id) + SHIFT);

/** A seeded row with the ids of a set. Every id of the second tenant is another one than in the first. */
export function withOptionIds(ids: OptionIdSet, set: string, row: Row): Row {
  const holders = ids === 'first' ? undefined : HOLDERS.get(set);
  if (!holders) return row;
  const held = holders.filter((name) => typeof row[name] === 'string');
  return { ...row, ...Object.fromEntries(held.map((name) => [name, other(String(row[name]))])) };
}

/** A seed whose rows have the ids of a set. */
export function seedWithOptionIds(ids: OptionIdSet, seed: Seed): Seed {
  if (ids === 'first') return seed;
  return {
    owners: seed.owners,
    has: (owner) => seed.has(owner),
    isPersonal: (set) => seed.isPersonal(set),
    ownerOf: (set, row) => seed.ownerOf(set, row),
    rows: (set, owner) => seed.rows(set, owner).map((row) => withOptionIds(ids, set, row)),
  };
}

export interface ContactTypes {
  readonly emailTypes: Readonly<Record<string, string>>;
  readonly phoneTypes: Readonly<Record<string, string>>;
}

/** The ids of the kinds of e-mail and phone, by name. */
export function contactTypes(ids: OptionIdSet): ContactTypes {
  const { emailTypes, phoneTypes } = wellKnown;
  if (ids === 'first') return { emailTypes, phoneTypes };
  const shifted = (types: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(types).map(([name, id]) => [name, other(id)]));
  return { emailTypes: shifted(emailTypes), phoneTypes: shifted(phoneTypes) };
}
