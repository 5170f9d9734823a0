import type { MappingModel } from '../analysis/model.ts';
import type { MappingFile } from '../language/syntax.ts';
import { attributesOf } from '../language/walk.ts';
import { sameExpression } from './same-expression.ts';
import type { Refactoring } from './whole-file.ts';
import { WritebackEdits } from './writeback-edits.ts';
import { mappingOf, partsOf, type RowGroup, rowGroups, typeText, writebackRows } from './writeback-rows.ts';

/** A row of the table of writeback scenarios; 4 also with the flag of the cell phone put right. */
export type WritebackScenario =
  | 'writeback-1'
  | 'writeback-2'
  | 'writeback-3'
  | 'writeback-4'
  | 'writeback-4-corrected'
  | 'writeback-5';

interface Definition {
  readonly scenario: WritebackScenario;
  readonly title: string;
  /** What the phone numbers flow; absent where they are not set. */
  readonly business?: string;
  readonly cell?: string;
  readonly businessFlag: string;
  readonly cellFlag: string;
  readonly note?: string;
}

const TELEPHONE = '[telephoneNumber]';
const MOBILE = '[mobile]';
const BUSINESS_UNLESS_MOBILE = 'IIF(IsPresent([telephoneNumber]), IIF(IsPresent([mobile]), "false", "true"), "false")';

const MOBILE_FIRST = 'IIF(IsPresent([mobile]), "true", "false")';

/**
 * Source: "How Azure Active Directory provisioning integrates with SAP SuccessFactors", "Supported scenarios for phone
 * and email write-back". The expressions of scenario 4 are those that it prints.
 */
export const writebackScenarios: readonly Definition[] = [
  {
    scenario: 'writeback-1',
    title: 'Write the e-mail address alone, no phone numbers (writeback scenario 1)',
    businessFlag: '"true"',
    cellFlag: '"false"',
  },
  {
    scenario: 'writeback-2',
    title: 'Write both phones, the business phone primary (writeback scenario 2)',
    business: TELEPHONE,
    cell: MOBILE,
    businessFlag: '"true"',
    cellFlag: '"false"',
  },
  {
    scenario: 'writeback-3',
    title: 'Write both phones, the cell phone primary (writeback scenario 3)',
    business: TELEPHONE,
    cell: MOBILE,
    businessFlag: '"false"',
    cellFlag: '"true"',
    note: 'Microsoft lists it as unsupported that a primary business phone becomes secondary: sfmap moves the flag only with --switch-primary.',
  },
  {
    scenario: 'writeback-4',
    title: 'Write both phones, the business phone primary only without a mobile, as printed (writeback scenario 4)',
    business: TELEPHONE,
    cell: MOBILE,
    businessFlag: BUSINESS_UNLESS_MOBILE,
    cellFlag: 'IIF(IsPresent([mobile]), "false", "true")',
    note: 'As printed, a person with a mobile ends without a primary phone: the two results of the cell phone flag stand the wrong way round. writeback-4-corrected exchanges them.',
  },
  {
    scenario: 'writeback-4-corrected',
    title:
      'Write both phones, the cell phone primary where there is a mobile, else the business phone (writeback scenario 4, corrected)',
    business: TELEPHONE,
    cell: MOBILE,
    businessFlag: BUSINESS_UNLESS_MOBILE,
    cellFlag: MOBILE_FIRST,
    note: 'Not as Microsoft prints it: the two results of the cell phone flag are exchanged, so that whoever has a phone has one primary phone.',
  },
  {
    scenario: 'writeback-5',
    title: 'Write the mobile, else the telephone number, as business phone (writeback scenario 5)',
    business: 'IIF(IsPresent([mobile]), [mobile], [telephoneNumber])',
    businessFlag: '"true"',
    cellFlag: '"false"',
  },
];

/**
 * Makes a writeback file answer one of the scenarios for phone and e-mail: the numbers, types and flags of its table;
 * everything else of the file stays. What is missing is added, option ids as parameters. A phone that is not set loses
 * the mapping of its number and of what means nothing without it; its type and flag, which write nothing then, keep
 * what the table says of them. Undefined when nothing would change.
 */
export function refactorWriteback(
  file: MappingFile,
  model: MappingModel,
  scenario: WritebackScenario,
): Refactoring | undefined {
  const definition = writebackScenarios.find((one) => one.scenario === scenario);
  if (definition === undefined || model.direction !== 'writeback') return undefined;
  const changes = new WritebackEdits(file, model);
  if (mappingOf(model, 'personIdExternal') === undefined && !model.mappings.some(({ match }) => match !== undefined))
    changes.map('personIdExternal', '[employeeId] match 1', 'person');
  const { email } = writebackRows;
  if (mappingOf(model, email.value) === undefined) changes.map(email.value, `[${email.source}]`, 'email');
  addType(changes, model, 'email');
  changes.map(email.flag, '"true"', 'email');
  setPhone(changes, model, 'businessPhone', definition.business, definition.businessFlag);
  setPhone(changes, model, 'cellPhone', definition.cell, definition.cellFlag);
  const edits = changes.edits();
  if (edits.length === 0) return undefined;
  return {
    title: definition.title,
    edits,
    kept: [],
    ...(definition.note === undefined ? {} : { notes: [definition.note] }),
  };
}

function setPhone(
  changes: WritebackEdits,
  model: MappingModel,
  group: RowGroup,
  number: string | undefined,
  flag: string,
): void {
  const row = writebackRows[group];
  if (number === undefined) {
    for (const target of [row.value, ...partsOf(group)]) changes.unmap(target);
    if (mappingOf(model, row.flag) !== undefined) changes.map(row.flag, flag, group);
    return;
  }
  if (!flows(model, row.value, number)) changes.map(row.value, number, group);
  addType(changes, model, group);
  changes.map(row.flag, flag, group);
  changes.alignPaths(group);
}

/** Whether the target flows that one attribute already, however it is written: a format of the author's stays. */
function flows(model: MappingModel, target: string, number: string): boolean {
  const expression = mappingOf(model, target)?.expression;
  const attributes = expression === undefined ? [] : [...attributesOf(expression)];
  return attributes.length === 1 && number === `[${attributes[0]}]`;
}

function addType(changes: WritebackEdits, model: MappingModel, group: RowGroup): void {
  const { type } = writebackRows[group];
  if (mappingOf(model, type) === undefined) changes.map(type, `"${typeText(model, group)}"`, group);
}

/**
 * Completes the row of a group whose value is mapped: its type as a parameter of the tenant, its flag so that one phone
 * is primary. Undefined when nothing is missing, or its value is not mapped.
 */
export function completeGroup(file: MappingFile, model: MappingModel, group: RowGroup): Refactoring | undefined {
  const row = writebackRows[group];
  if (model.direction !== 'writeback' || mappingOf(model, row.value) === undefined) return undefined;
  const missing = [row.type, row.flag].filter(
    (target) => mappingOf(model, target) === undefined && !model.unread.mappings.has(target),
  );
  if (missing.length === 0) return undefined;
  const changes = new WritebackEdits(file, model);
  addType(changes, model, group);
  if (missing.includes(row.flag)) changes.map(row.flag, flagFor(file, model, group), group);
  if (group !== 'email' && missing.includes(row.type)) changes.alignPaths(group);
  const words = [
    ...(missing.includes(row.type) ? [`${row.type} as a parameter`] : []),
    ...(missing.includes(row.flag) ? [row.flag] : []),
  ];
  return {
    title: `Map ${words.join(' and ')}: the ${row.noun} is written whole`,
    edits: changes.edits(),
    kept: [],
  };
}

/** The opposite of the other phone's flag; alone, a row is primary. */
function flagFor(file: MappingFile, model: MappingModel, group: RowGroup): string {
  const other = rowGroups.find((one) => one !== group && one !== 'email');
  if (group === 'email' || other === undefined || mappingOf(model, writebackRows[other].value) === undefined)
    return '"true"';
  const flag = mappingOf(model, writebackRows[other].flag);
  if (flag?.expression === undefined) return group === 'businessPhone' ? '"true"' : '"false"';
  if (flag.expression.kind === 'string') return flag.expression.value.toLowerCase() === 'true' ? '"false"' : '"true"';
  const written = file.text.slice(flag.placed.offset + flag.expression.start, flag.placed.offset + flag.expression.end);
  if (sameExpression(written, BUSINESS_UNLESS_MOBILE) && flows(model, writebackRows[group].value, MOBILE))
    return MOBILE_FIRST;
  return `IIF(${written} = "true", "false", "true")`;
}
