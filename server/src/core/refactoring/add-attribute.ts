import type { AttributeType, MappingModel } from '../analysis/model.ts';
import { entraAttribute } from '../catalog/entra-attributes.ts';
import { builtInModel } from '../entity-model/built-in-model.ts';
import type { MappingFile } from '../language/syntax.ts';
import { late } from '../late.ts';
import { nearestName } from '../nearest-name.ts';
import { alignedLine, insertIntoBlock, pathText, writtenName } from './block-lines.ts';
import { FIRST_EMPLOYMENT, FIRST_JOB, rewrittenPath, samePath } from './scenario.ts';
import { currentAnswer, type Refactoring } from './whole-file.ts';

/** Where the records of an entity stand in the payload that the connector reads, of the first employment. */
const NODES: ReadonlyMap<string, string> = new Map([
  ['PerPerson', '$'],
  ['PerPersonal', '$.personalInfoNav.results[0]'],
  ['PerPhone', '$.phoneNav.results[?(@.isPrimary == true)]'],
  ['PerEmail', '$.emailNav.results[?(@.isPrimary == true)]'],
  ['PersonEmpTerminationInfo', '$.personEmpTerminationInfoNav'],
  ['EmpEmployment', FIRST_EMPLOYMENT],
  ['User', `${FIRST_EMPLOYMENT}.userNav`],
  ['EmpGlobalAssignment', `${FIRST_EMPLOYMENT}.empGlobalAssignmentNav`],
  ['EmpJob', FIRST_JOB],
  ['FOCompany', `${FIRST_JOB}.companyNav`],
  ['FODepartment', `${FIRST_JOB}.departmentNav`],
  ['FOBusinessUnit', `${FIRST_JOB}.businessUnitNav`],
  ['FOCostCenter', `${FIRST_JOB}.costCenterNav`],
  ['FODivision', `${FIRST_JOB}.divisionNav`],
  ['FOJobCode', `${FIRST_JOB}.jobCodeNav`],
  ['FOPayGrade', `${FIRST_JOB}.payGradeNav`],
  ['FOLocation', `${FIRST_JOB}.locationNav`],
  ['FOCorporateAddressDEFLT', `${FIRST_JOB}.locationNav.addressNavDEFLT`],
  ['FOEventReason', `${FIRST_JOB}.eventReasonNav`],
  ['Position', `${FIRST_JOB}.positionNav`],
]);

/** The entities whose fields can be added, in the order of the integration reference. */
export const addableEntities: readonly string[] = [...NODES.keys()];

/** A field of SuccessFactors that a mapping is to read. */
export interface WantedAttribute {
  readonly entity: string;
  readonly field: string;
  /** What the attribute is called; else as Microsoft calls such a one, or like the field. */
  readonly name?: string;
  /** The target that it flows into. */
  readonly target?: string;
}

/** Why a field cannot be added: one sentence, and what to do. */
export interface Refusal {
  readonly problem: string;
  readonly cure: string;
}

const FIELD = late(() => /^[\p{L}_][\p{L}\p{N}_]*$/u);

/**
 * Declares a field of an entity as a source attribute, and maps it where a target is given. It is read from the
 * employment that the file reads; whether the sample has it makes no difference. Nothing that is there is changed.
 *
 * Without edits where the attribute is there already and no target takes it.
 *
 * Source: "How Azure Active Directory provisioning integrates with SAP SuccessFactors", "Retrieving additional
 * attributes" and "Retrieving custom attributes".
 */
export function addAttribute(
  file: MappingFile,
  model: MappingModel,
  wanted: WantedAttribute,
): Refactoring | Refusal | undefined {
  if (model.direction !== 'inbound') return undefined;
  const { entity } = wanted;
  const node = NODES.get(entity);
  if (node === undefined) return unknownEntity(entity);
  if (!FIELD().test(wanted.field))
    return { problem: `${wanted.field} is not the name of a field.`, cure: 'Name one field, without a path.' };
  const field = fieldOf(wanted);
  const first = `${node}.${field}`;
  const path = rewrittenPath(first, currentAnswer(file, model)) ?? first;
  const same = [...model.sources.values()].find(
    (source) =>
      source.path !== undefined &&
      samePath(source.path, path) &&
      (wanted.name === undefined || wanted.name === source.name),
  );
  const name = same?.name ?? wanted.name ?? freeName(model, entity, field);
  if (same === undefined && model.sources.has(name)) {
    return {
      problem: `${name} reads ${model.sources.get(name)?.path ?? 'something else'} already.`,
      cure: 'Choose another name.',
    };
  }
  if (name === '' || /[\]\r\n]/.test(name))
    return {
      problem: `No expression could read an attribute named ${JSON.stringify(name)}.`,
      cure: 'Choose another name.',
    };
  const refused = wanted.target === undefined ? undefined : unknownTarget(model, wanted.target);
  if (refused !== undefined) return refused;
  const type = typeOfField(entity, field);
  const entry = alignedLine(
    file,
    'source',
    type === 'String' ? writtenName(name) : `${writtenName(name)} : ${type}`,
    pathText(path),
  );
  const mapped = model.mappings.find(({ target }) => target === wanted.target);
  const isFree = mapped === undefined && !model.unread.mappings.has(wanted.target ?? '');
  const flows = wanted.target !== undefined && isFree;
  const edits = [
    ...(same === undefined ? [insertIntoBlock(file, 'source', [entry])] : []),
    ...(flows
      ? [insertIntoBlock(file, 'map', [alignedLine(file, 'map', writtenName(wanted.target ?? ''), `[${name}]`)])]
      : []),
  ];
  const notes = [
    ...(same === undefined ? unknownField(entity, field) : []),
    ...(isFree ? [] : [`${wanted.target} is mapped already, and stays as it is.`]),
  ];
  const what = name === field ? `${field} of ${entity}` : `${name}: ${field} of ${entity}`;
  const flow = flows ? `flow it to ${wanted.target}` : undefined;
  return {
    title: titleOf(same === undefined ? `Add ${what}` : undefined, flow, `${name} reads ${field} of ${entity} already`),
    edits: edits.sort((a, b) => a.start - b.start),
    kept: [],
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function titleOf(add: string | undefined, flow: string | undefined, already: string): string {
  if (add === undefined) return flow === undefined ? already : `${already}: ${flow}`;
  return flow === undefined ? add : `${add}, and ${flow}`;
}

/** Whether a field could not be added. */
export function isRefusal(result: Refactoring | Refusal | undefined): result is Refusal {
  return result !== undefined && 'problem' in result;
}

/**
 * The fields that a name which nothing declares may stand for: Microsoft's names of custom fields, and fields of
 * employment, user and job.
 */
export function fieldsNamed(name: string): readonly WantedAttribute[] {
  const custom = /^emp(Job)?NavC(ustomString\d{1,3})$/.exec(name);
  if (custom !== null)
    return [{ entity: custom[1] === undefined ? 'EmpEmployment' : 'EmpJob', field: `c${custom[2]}`, name }];
  return ['EmpJob', 'EmpEmployment', 'User'].flatMap((entity) => {
    const field = fieldOf({ entity, field: name });
    return hasField(entity, field) ? [{ entity, field, name }] : [];
  });
}

/** User has `custom35` where the other entities have `customString35`. */
function fieldOf({ entity, field }: WantedAttribute): string {
  const number = entity === 'User' ? /^customString(\d{1,3})$/.exec(field)?.[1] : undefined;
  return number === undefined ? field : `custom${number.padStart(2, '0')}`;
}

/** As Microsoft names custom fields of employment and job; others like the field, or with the entity before it. */
function freeName({ sources }: MappingModel, entity: string, field: string): string {
  const custom = /^customString\d+$/.test(field);
  const capital = field.charAt(0).toUpperCase() + field.slice(1);
  if (custom && entity === 'EmpJob') return `empJobNav${capital}`;
  if (custom && entity === 'EmpEmployment') return `empNav${capital}`;
  if (!sources.has(field)) return field;
  return `${entity.charAt(0).toLowerCase()}${entity.slice(1)}${capital}`;
}

function hasField(entity: string, field: string): boolean {
  const known = builtInModel.entity(entity);
  return known !== undefined && builtInModel.member(known, field)?.kind === 'property';
}

const TYPES: Readonly<Record<string, AttributeType>> = {
  'Edm.Boolean': 'Boolean',
  'Edm.DateTime': 'DateTime',
  'Edm.DateTimeOffset': 'DateTime',
  'Edm.Byte': 'Integer',
  'Edm.Int16': 'Integer',
  'Edm.Int32': 'Integer',
  'Edm.Int64': 'Integer',
};

function typeOfField(entity: string, field: string): AttributeType {
  const known = builtInModel.entity(entity);
  const member = known === undefined ? undefined : builtInModel.member(known, field);
  return member?.kind === 'property' ? (TYPES[member.property.type] ?? 'String') : 'String';
}

function unknownField(entity: string, field: string): string[] {
  if (hasField(entity, field)) return [];
  const near = nearestName(field, builtInModel.entity(entity)?.properties.keys() ?? []);
  return [
    `${entity} has no ${field} in the data model that every tenant shares: ${near === undefined ? '' : `did you mean ${near}? If not, `}see that your tenant has it.`,
  ];
}

function unknownEntity(entity: string): Refusal {
  const near = nearestName(entity, addableEntities);
  return {
    problem: `No path to the entity ${entity} is known.`,
    cure: near === undefined ? `Name one of ${addableEntities.join(', ')}.` : `Did you mean ${near}?`,
  };
}

function unknownTarget({ targets }: MappingModel, target: string): Refusal | undefined {
  if (targets.has(target) || entraAttribute(target) !== undefined) return undefined;
  const near = nearestName(target, targets.keys());
  return {
    problem: `There is no target ${target}.`,
    cure: near === undefined ? 'Declare it in the target block first.' : `Did you mean ${near}?`,
  };
}
