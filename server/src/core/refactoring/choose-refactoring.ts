import type { MappingModel } from '../analysis/model.ts';
import type { MappingFile } from '../language/syntax.ts';
import { addAttribute, isRefusal, type Refusal, type WantedAttribute } from './add-attribute.ts';
import { applyEdits } from './apply-edits.ts';
import type { Scenario } from './scenario.ts';
import { type Flow, flowSecondRecord, type SecondRecord, secondRecordName, secondRecordPath } from './second-record.ts';
import { type Refactoring, refactorFile, type Style } from './whole-file.ts';
import { refactorWriteback, type WritebackScenario } from './writeback-scenario.ts';

/** What an author asks for: a scenario and its choices. Choices that a scenario does not know are left aside. */
export interface ScenarioRequest {
  readonly scenario: Scenario | WritebackScenario | 'concurrent' | 'custom-attribute';
  /** How the answer stands in the file; else as the file has it. */
  readonly style?: Style;
  /** Of `concurrent` and `global-assignment`: what flows of a person who has both records. */
  readonly choose?: Exclude<Flow, 'none'>;
  /** Of these two: the attributes whose second record is read; else `department`. */
  readonly attributes?: readonly string[];
  /** Of `custom-attribute`: the field. */
  readonly entity?: string;
  readonly field?: string;
  readonly name?: string;
  /** Where the added attribute, or the second value, flows. */
  readonly target?: string;
}

/** The scenarios that read another employment in the whole file. */
export const employmentScenarios: readonly Scenario[] = ['conversion', 'rehire', 'active', 'global-assignment'];

/**
 * The refactoring that a request asks for. Undefined when nothing would change.
 *
 * @param parse How a text becomes a file and its model: a request may need two steps.
 */
export function chooseRefactoring(
  file: MappingFile,
  model: MappingModel,
  request: ScenarioRequest,
  parse: (text: string) => { readonly file: MappingFile; readonly model: MappingModel },
): Refactoring | Refusal | undefined {
  const { scenario } = request;
  if (isWriteback(scenario)) {
    return model.direction === 'writeback'
      ? refactorWriteback(file, model, scenario)
      : { problem: 'Writeback scenarios are for a mapping from Entra ID.', cure: 'Name a writeback mapping.' };
  }
  if (model.direction !== 'inbound')
    return {
      problem: 'HR situations are answered in a mapping from SuccessFactors.',
      cure: 'Name an inbound mapping.',
    };
  if (scenario === 'custom-attribute') return added(file, model, request);
  if (scenario === 'concurrent') return secondRecord(file, model, request, 'second-job', request.choose ?? 'both');
  const standard = refactorFile(file, model, scenario, request.style);
  if (scenario !== 'global-assignment' || request.choose === undefined) return standard;
  if (standard === undefined) return secondRecord(file, model, request, 'host-assignment', request.choose);
  const text = applyEdits(file.text, standard.edits);
  const after = parse(text);
  const host = secondRecord(after.file, after.model, request, 'host-assignment', request.choose);
  if (host === undefined || isRefusal(host)) return host ?? standard;
  const whole = { start: 0, end: file.text.length, text: applyEdits(text, host.edits) };
  return {
    title: `${standard.title}. ${host.title}`,
    edits: [whole],
    kept: standard.kept,
    notes: [...(standard.notes ?? []), ...(host.notes ?? [])],
  };
}

function isWriteback(scenario: ScenarioRequest['scenario']): scenario is WritebackScenario {
  return scenario.startsWith('writeback-');
}

function added(file: MappingFile, model: MappingModel, request: ScenarioRequest): Refactoring | Refusal | undefined {
  const { entity, field, name, target } = request;
  if (entity === undefined || field === undefined)
    return {
      problem: 'An attribute needs its entity and its field.',
      cure: 'Name both, as EmpJob and customString35.',
    };
  const wanted: WantedAttribute = {
    entity,
    field,
    ...(name === undefined ? {} : { name }),
    ...(target === undefined ? {} : { target }),
  };
  return addAttribute(file, model, wanted);
}

function secondRecord(
  file: MappingFile,
  model: MappingModel,
  { attributes = ['department'], target }: ScenarioRequest,
  record: SecondRecord,
  flow: Flow,
): Refactoring | Refusal | undefined {
  for (const attribute of attributes) {
    if (!model.sources.has(attribute))
      return { problem: `There is no attribute ${attribute}.`, cure: 'Name one that is built in or declared.' };
    if (secondRecordPath(model, attribute, record) === undefined)
      return { problem: `${attribute} is not read from an employment.`, cure: 'Name one that is, as department.' };
  }
  const [first] = attributes;
  if (target !== undefined && attributes.length > 1)
    return { problem: 'One target cannot take the values of several attributes.', cure: 'Name one attribute.' };
  if (target !== undefined && !model.targets.has(target))
    return { problem: `There is no target ${target}.`, cure: 'Declare it in the target block first.' };
  const taken = model.mappings.find((mapping) => mapping.target === target)?.expression;
  if (target !== undefined && first !== undefined && flow === 'both' && taken !== undefined) {
    const same = taken.kind === 'attribute' && taken.name === secondRecordName(model, record, first);
    if (!same) return { problem: `${target} is mapped already.`, cure: 'Name another target.' };
  }
  const targets = target === undefined || first === undefined ? new Map() : new Map([[first, target]]);
  return flowSecondRecord(file, model, record, attributes, flow, targets);
}
