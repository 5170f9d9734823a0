import { declarationsOf } from '../analysis/bind.ts';
import type { BoundMapping, MappingModel } from '../analysis/model.ts';
import { type WritebackGroup, writebackTargets } from '../catalog/writeback-targets.ts';
import type { MappingFile } from '../language/syntax.ts';

/** A row of SuccessFactors that a writeback writes whole: its value, its type and its primary flag. */
export type RowGroup = Extract<WritebackGroup, 'email' | 'businessPhone' | 'cellPhone'>;

export interface Row {
  readonly group: RowGroup;
  readonly noun: string;
  readonly value: string;
  readonly type: string;
  readonly flag: string;
  /** The parameter that holds the option id of the tenant. */
  readonly parameter: string;
  /** The attribute of Entra ID that Microsoft's default mapping flows. */
  readonly source: string;
}

/**
 * The rows, with the default mapping of "Tutorial: Configure attribute write-back from Microsoft Entra ID to SAP
 * SuccessFactors".
 */
export const writebackRows: Readonly<Record<RowGroup, Row>> = {
  email: {
    group: 'email',
    noun: 'e-mail',
    value: 'email',
    type: 'emailType',
    flag: 'emailIsPrimary',
    parameter: 'businessEmailType',
    source: 'mail',
  },
  businessPhone: {
    group: 'businessPhone',
    noun: 'business phone',
    value: 'businessPhoneNumber',
    type: 'businessPhoneType',
    flag: 'businessPhoneIsPrimary',
    parameter: 'businessPhoneType',
    source: 'telephoneNumber',
  },
  cellPhone: {
    group: 'cellPhone',
    noun: 'cell phone',
    value: 'cellPhoneNumber',
    type: 'cellPhoneType',
    flag: 'cellPhoneIsPrimary',
    parameter: 'cellPhoneType',
    source: 'mobile',
  },
};

/** The groups in the order of the default mapping. */
export const rowGroups: readonly RowGroup[] = ['email', 'businessPhone', 'cellPhone'];

/** The mapping of a target, the first one where it is mapped twice. */
export function mappingOf({ mappings }: MappingModel, target: string): BoundMapping | undefined {
  return mappings.find((mapping) => mapping.target === target);
}

/** The targets of a group that mean something only beside its value: area code, country code, extension. */
export function partsOf(group: RowGroup): string[] {
  const { value, type, flag } = writebackRows[group];
  return [...writebackTargets.values()]
    .filter((target) => target.group === group && ![value, type, flag].includes(target.name))
    .map(({ name }) => name);
}

/** The text of a constant mapping, parameters still in it; undefined for anything else. */
export function constantOf(mapping: BoundMapping | undefined): string | undefined {
  return mapping?.expression?.kind === 'string' ? mapping.expression.value : undefined;
}

/** How the file writes the type of a group: the constant that it maps, else the parameter of the tenant. */
export function typeText(model: MappingModel, group: RowGroup): string {
  const { type, parameter } = writebackRows[group];
  return constantOf(mappingOf(model, type)) ?? `{{${parameter}}}`;
}

/** The code that a path of a phone compares `phoneType` with, parameters still in it. */
export function codeInPath(path: string): string | undefined {
  return /\[\s*\?\(\s*@\s*\.\s*phoneType\s*==\s*'([^'\\]*)'\s*\)\s*\]/.exec(path)?.[1];
}

/** The targets that the file gives a path of its own. */
export function ownPaths(file: MappingFile): ReadonlySet<string> {
  return new Set(
    declarationsOf(file, 'attribute').flatMap(({ declaration: { block, name, path } }) =>
      block === 'target' && name !== undefined && path !== undefined ? [name.text] : [],
    ),
  );
}
