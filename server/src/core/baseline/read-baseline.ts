import { attributeType } from '../analysis/declared-type.ts';
import type { Direction } from '../analysis/model.ts';
import { readExpression } from '../expressions/evaluate-text.ts';
import type { Baseline, BaselineAttribute, BaselineMapping } from './baseline.ts';
import { baselineError, JsonReader } from './json-reader.ts';

/** The attribute by which the SuccessFactors side of an object mapping is known. */
const ANCHOR = 'personIdExternal';

/**
 * Reads a baseline: a `synchronizationSchema` of Microsoft Graph as parsed JSON, whose attributes carry their JSONPath
 * as `apiExpressions` (beta). Of several object mappings the one counts whose SuccessFactors side fits the direction.
 * Source: Microsoft Graph, "synchronizationSchema resource type", "attributeDefinition resource type" (beta).
 *
 * @param json Untrusted: whatever a file holds.
 * @throws SfmapError `SFM-BASELINE`, exit 2: no schema, a member of the wrong type (with its place), no object mapping
 * that fits, or several.
 */
export function readBaseline(json: unknown, direction: Direction): Baseline {
  const schema = new JsonReader(json);
  const found = schema
    .list('synchronizationRules')
    .flatMap((rule) => rule.list('objectMappings').map((mapping) => objectMapping(schema, rule, mapping, direction)));
  if (found.length === 0) throw baselineError('The baseline holds no object mapping.');
  const fits = found.filter(({ baseline }) =>
    (direction === 'writeback' ? baseline.targets : baseline.sources).has(ANCHOR),
  );
  const enabled = fits.filter((one) => one.enabled);
  const [chosen, second] = enabled.length > 0 ? enabled : fits;
  if (chosen === undefined) {
    const side = direction === 'writeback' ? 'writes to' : 'reads from';
    throw baselineError(
      `The baseline holds no object mapping that ${side} SuccessFactors: none has ${ANCHOR} in its attribute list.`,
      'Give the schema of the app that this mapping belongs to.',
    );
  }
  if (second !== undefined) {
    throw baselineError(
      `The baseline holds several object mappings that fit: ${chosen.baseline.name} and ${second.baseline.name}.`,
      'Give a schema with one of them.',
    );
  }
  return chosen.baseline;
}

function objectMapping(schema: JsonReader, rule: JsonReader, mapping: JsonReader, direction: Direction) {
  const side = (directory: string, object: string) =>
    attributesOf(schema, rule.member(directory).text(), mapping.member(object).text());
  const baseline: Baseline = {
    direction,
    name: mapping.optional('name')?.text() ?? 'without a name',
    sources: side('sourceDirectoryName', 'sourceObjectName'),
    targets: side('targetDirectoryName', 'targetObjectName'),
    mappings: byName(mapping.list('attributeMappings').map(attributeMapping), ({ target }) => target),
  };
  return { baseline, enabled: mapping.optional('enabled')?.truth() ?? true };
}

function attributesOf(schema: JsonReader, directory: string, object: string): Map<string, BaselineAttribute> {
  const named = (list: readonly JsonReader[], name: string) => list.find((one) => one.member('name').text() === name);
  const found = named(named(schema.list('directories'), directory)?.list('objects') ?? [], object);
  if (found === undefined)
    throw baselineError(`The baseline maps ${directory}.${object}, and its directories do not list that object.`);
  return byName(found.list('attributes').map(attribute), ({ name }) => name);
}

function attribute(reader: JsonReader): BaselineAttribute {
  const type = reader.optional('type')?.text() ?? 'String';
  const path = reader
    .list('apiExpressions')
    .map((pair) => pair.optional('value')?.text() ?? '')
    .find((value) => value !== '');
  return {
    name: reader.member('name').text(),
    // A type that Graph may add later is read as text, as the portal shows it.
    type: attributeType(type) ?? 'String',
    multivalued: reader.optional('multivalued')?.truth() ?? false,
    ...(path === undefined ? {} : { path }),
  };
}

function attributeMapping(reader: JsonReader): BaselineMapping {
  const target = reader.member('targetAttributeName').text();
  const given = reader.optional('defaultValue')?.text();
  const source = reader.optional('source');
  // The portal stores a constant as a default without a source.
  if (source === undefined) return given === undefined ? { target } : { target, ...read(quoted(given)) };
  const text = source.optional('expression')?.text() ?? expressionOf(source);
  return { target, ...read(text), ...(given === undefined || given === '' ? {} : { defaultValue: given }) };
}

/** A source in its short form, by name and type alone. */
function expressionOf(source: JsonReader): string {
  const name = source.member('name').text();
  const type = source.member('type').text();
  if (type === 'Attribute') return `[${name}]`;
  if (type === 'Constant') return quoted(name);
  return source.fail('has no expression');
}

function read(text: string): Omit<BaselineMapping, 'target'> {
  const expression = readExpression(text);
  return typeof expression === 'string' ? { text, problem: expression } : { text, expression };
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** The first of a name counts. */
function byName<V>(values: readonly V[], name: (value: V) => string): Map<string, V> {
  const map = new Map<string, V>();
  for (const value of values) if (!map.has(name(value))) map.set(name(value), value);
  return map;
}
