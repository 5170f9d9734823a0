import { type Command, Option } from 'commander';
import type { Analysis } from '../core/analysis/analyse.ts';
import { SfmapError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { displayValue } from '../core/mapping/display.ts';
import { personLabel } from '../core/mapping/situation.ts';
import { isRefusal } from '../core/refactoring/add-attribute.ts';
import { applyEdits } from '../core/refactoring/apply-edits.ts';
import { changedValues, changeText } from '../core/refactoring/changed-values.ts';
import {
  chooseRefactoring,
  employmentScenarios,
  type ScenarioRequest,
} from '../core/refactoring/choose-refactoring.ts';
import { readsAnswer } from '../core/refactoring/whole-file.ts';
import { writebackScenarios } from '../core/refactoring/writeback-scenario.ts';
import { projectError } from '../project/project-error.ts';
import { readMappingSample } from '../project/sample-file.ts';
import type { CliIo } from './io.ts';
import type { MappingText } from './mapping-files.ts';
import { idsOf, payloadPeople } from './surroundings.ts';

/** The flags that say what a scenario is to do. */
export interface ScenarioFlags {
  readonly scenario?: ScenarioRequest['scenario'] | 'additional-attribute';
  readonly style?: ScenarioRequest['style'];
  readonly choose?: ScenarioRequest['choose'];
  readonly attribute?: readonly string[];
  readonly entity?: string;
  readonly field?: string;
  readonly name?: string;
  readonly target?: string;
  readonly payload?: string;
  readonly person?: readonly string[];
}

const SECOND = ['concurrent', 'global-assignment'];
const ADDS = ['custom-attribute', 'additional-attribute'];

/** Which scenarios an option is for. */
const FITS: Readonly<Record<string, readonly string[]>> = {
  style: employmentScenarios,
  choose: SECOND,
  attribute: SECOND,
  entity: ADDS,
  field: ADDS,
  name: ADDS,
  target: [...ADDS, ...SECOND],
};

const collect = (value: string, before: readonly string[] = []) => [...before, value];

/** Adds the options of scenarios to the command. */
export function scenarioOptions(command: Command): Command {
  const names = [
    'conversion',
    'rehire',
    'active',
    'global-assignment',
    'concurrent',
    ...ADDS,
    ...writebackScenarios.map(({ scenario }) => scenario),
  ];
  return command
    .addOption(new Option('--scenario <name>', 'answer this situation in the whole file').choices(names))
    .addOption(
      new Option('--style <style>', 'a replace line, or every path written out; else as the file has it').choices([
        'replace',
        'written',
      ]),
    )
    .addOption(
      new Option('--choose <value>', 'of two jobs or assignments: flow both, or one, or both as one text').choices([
        'both',
        'first',
        'second',
        'joined',
      ]),
    )
    .option('--attribute <name>', 'whose second value is read, else department; may be repeated', collect)
    .option('--entity <entity>', 'the entity of the attribute to add, such as EmpJob')
    .option('--field <field>', 'its field, such as customString35')
    .option('--name <name>', 'what the attribute is called, else as Microsoft calls it')
    .option('--target <target>', 'where the added attribute, or the second value, flows');
}

/**
 * The file after a scenario, and what to say about it: what was done, what was kept and why, and the values that change
 * for each person of the payload, or of the file's samples.
 *
 * @throws SfmapError exit 2: an option that does not fit, a scenario that does not fit the mapping, a bad payload.
 */
export async function fixScenario(
  analysis: Analysis,
  flags: ScenarioFlags,
  mapping: MappingText,
  io: CliIo,
): Promise<{ readonly text: string; readonly notes: readonly string[] }> {
  const { file, model } = analysis;
  const result = chooseRefactoring(file, model, requestOf(flags), (text) => analysis.withText(text));
  if (isRefusal(result)) throw projectError(result.problem, result.cure);
  const people = await samplePeople(analysis, flags, mapping, io);
  if (result === undefined) return { text: file.text, notes: [nothingToChange(model, flags.scenario)] };
  const text = applyEdits(file.text, result.edits);
  const after = analysis.withText(text);
  return {
    text,
    notes: [
      result.title,
      ...result.kept.map(({ attribute, reason }) => `  ${attribute} is kept: ${reason}.`),
      ...(result.notes ?? []).map((note) => `  ${note}`),
      ...people.notes,
      ...people.payloads.flatMap((payload) => changesFor(analysis, after, payload)),
    ],
  };
}

/** A file that reads no employment has nothing that a scenario could read elsewhere; another one reads it so by now. */
function nothingToChange(model: Analysis['model'], scenario: ScenarioFlags['scenario']): string {
  const employment = employmentScenarios.find((one) => one === scenario);
  return employment === undefined || readsAnswer(model, employment)
    ? 'Nothing to change: the file does so already.'
    : 'Nothing to change: no path of the file reads the first employment.';
}

function requestOf(flags: ScenarioFlags): ScenarioRequest {
  const { scenario, attribute, style, choose, entity, field, name, target } = flags;
  if (scenario === undefined) throw projectError('No scenario is named.', 'Name one with --scenario.');
  for (const [option, fits] of Object.entries(FITS)) {
    if (flags[option as keyof ScenarioFlags] !== undefined && !fits.includes(scenario))
      throw projectError(`--${option} says nothing about ${scenario}.`, `It is for ${fits.join(', ')}.`);
  }
  return {
    scenario: scenario === 'additional-attribute' ? 'custom-attribute' : scenario,
    ...(style === undefined ? {} : { style }),
    ...(choose === undefined && attribute !== undefined ? { choose: 'both' as const } : {}),
    ...(choose === undefined ? {} : { choose }),
    ...(attribute === undefined ? {} : { attributes: attribute }),
    ...(entity === undefined ? {} : { entity }),
    ...(field === undefined ? {} : { field }),
    ...(name === undefined ? {} : { name }),
    ...(target === undefined ? {} : { target }),
  };
}

function changesFor(before: Analysis, after: Analysis, payload: Json): string[] {
  const changes = changedValues(before.model, after.model, payload, after.evaluationOptions);
  const label = personLabel(payload);
  if (changes.length === 0) return [`No value changes for ${label}.`];
  return [`For ${label}:`, ...changes.map((change) => `  ${displayValue(change.target)}: ${changeText(change)}`)];
}

interface People {
  readonly payloads: readonly Json[];
  readonly notes: readonly string[];
}

/** The people of the payload, else of every sample of the file. A sample that cannot be read is told. */
async function samplePeople(
  { model }: Analysis,
  flags: ScenarioFlags,
  mapping: MappingText,
  io: CliIo,
): Promise<People> {
  const { payload } = flags;
  if (payload === undefined) {
    const payloads: Json[] = [];
    const notes: string[] = [];
    for (const [name, file] of model.samples) {
      try {
        payloads.push(...(await readMappingSample(mapping.path, file)));
      } catch (error) {
        if (!(error instanceof SfmapError)) throw error;
        notes.push(`The sample ${name} cannot be read, so its values are not compared.`);
      }
    }
    return { payloads: named(payloads, flags, 'samples'), notes };
  }
  const people = await payloadPeople(flags, payload, mapping, io);
  return { payloads: named(people, flags, `payload ${payload}`), notes: [] };
}

function named(people: readonly Json[], { person }: ScenarioFlags, where: string): readonly Json[] {
  if (person === undefined) return people;
  return person.map((id) => {
    const found = people.find((one) => idsOf(one).includes(id));
    if (found === undefined)
      throw projectError(`The ${where} does not hold ${id}.`, 'Name a person that it holds with --person.');
    return found;
  });
}
