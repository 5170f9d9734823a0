import type { MappingModel, SourceAttribute } from '../analysis/model.ts';
import { compiledPathOf, pathOf } from '../analysis/paths.ts';
import { entraAttribute } from '../catalog/entra-attributes.ts';
import { isJsonObject, type Json } from '../json.ts';
import { explainEmpty } from '../jsonpath/explain.ts';
import { type CompiledPathSet, compilePathSet, type PathReading } from '../jsonpath/set.ts';
import { textOf } from '../jsonpath/text.ts';
import { WORK_OF_A_FILE, type Work } from '../jsonpath/work.ts';
import { expandPathParameters } from '../language/parameters.ts';
import type { AttributeValue, Value } from './outcome.ts';

type Parameters = ReadonlyMap<string, string> | undefined;

/** Reads the attributes of one person, each once. Unknown names are undefined. */
export type AttributeReader = (name: string) => AttributeValue | undefined;

/** Reads the source attributes of one person: by their paths, or for a writeback from the Entra user. */
export function attributeReader(model: MappingModel, payload: Json, parameters: Parameters): AttributeReader {
  const known = new Map<string, AttributeValue>();
  const work: Work = { left: WORK_OF_A_FILE };
  let together: ReadonlyMap<string, PathReading> | undefined;
  return (name) => {
    const value = known.get(name);
    if (value !== undefined) return value;
    const attribute = model.sources.get(name);
    if (attribute === undefined) return undefined;
    let fresh: AttributeValue;
    if (model.direction === 'writeback') fresh = readEntra(attribute, payload);
    else {
      together ??= usedPaths(model, parameters).read(payload, work);
      fresh = readPath(attribute, payload, parameters, together.get(name), work);
    }
    known.set(name, fresh);
    return fresh;
  };
}

/**
 * The paths that a file reads, compiled once for everybody: what they have in common is walked once for a person. An
 * edit that declares and reads no other attribute leaves them as they are.
 */
function usedPaths({ sources, used }: MappingModel, parameters: Parameters): CompiledPathSet {
  const known = sets.get(sources);
  if (known?.used === used && sameParameters(known.parameters, parameters)) return known.set;
  const paths = new Map<string, ReturnType<typeof pathOf>>();
  for (const { name, path, origin, multivalued } of sources.values()) {
    if (path === undefined || multivalued || (origin !== 'file' && !used.has(name))) continue;
    paths.set(name, pathOf(expandPathParameters(path, parameters)));
  }
  const set = compilePathSet(paths);
  sets.set(sources, { used, parameters, set });
  return set;
}

/** The set depends on attributes and parameters alone, and goes when the attributes go. */
const sets = new WeakMap<
  MappingModel['sources'],
  { readonly used: MappingModel['used']; readonly parameters: Parameters; readonly set: CompiledPathSet }
>();

function sameParameters(one: Parameters, other: Parameters): boolean {
  if (one === other) return true;
  if (one?.size !== other?.size) return false;
  return [...(one ?? [])].every(([name, value]) => other?.get(name) === value);
}

function readEntra({ name }: SourceAttribute, user: Json): AttributeValue {
  const value: Value = isJsonObject(user) ? (entraAttribute(name)?.read(user) ?? null) : null;
  return value === null ? { value, matches: 0, reason: 'not set in Entra ID' } : { value, matches: 1 };
}

function readPath(
  attribute: SourceAttribute,
  payload: Json,
  parameters: Parameters,
  reading: PathReading | undefined,
  work: Work,
): AttributeValue {
  if (attribute.path === undefined) {
    return { value: null, matches: 0, reason: 'no JSONPath', error: `${attribute.name} has no JSONPath.` };
  }
  const path = expandPathParameters(attribute.path, parameters);
  if (attribute.multivalued) return readAll(path, payload, work);
  const one = reading ?? readAlone(path, payload, work);
  if (!one.ok) return { value: null, matches: 0, reason: 'the path fails', error: one.message };
  const value = one.value === undefined ? null : textOf(one.value);
  return value === null ? new Empty(path, payload, one.count, work) : { value, matches: one.count };
}

function readAlone(path: string, payload: Json, work: Work): PathReading {
  const selection = compiledPathOf(path).values(payload, undefined, work);
  return selection.ok ? { ok: true, value: selection.results[0], count: selection.results.length } : selection;
}

function readAll(path: string, payload: Json, work: Work): AttributeValue {
  const selection = compiledPathOf(path).values(payload, undefined, work);
  if (!selection.ok) return { value: null, matches: 0, reason: 'the path fails', error: selection.message };
  const values = selection.results.map((one) => textOf(one) ?? '');
  return values.length === 0 ? new Empty(path, payload, 0, work) : { value: values, matches: values.length };
}

/** An attribute without a value. Why is found out only when somebody asks: in a run over everybody nobody does. */
class Empty implements AttributeValue {
  readonly value = null;
  readonly #path: string;
  readonly #payload: Json;
  readonly #work: Work;

  constructor(
    path: string,
    payload: Json,
    readonly matches: number,
    work: Work,
  ) {
    this.#path = path;
    this.#payload = payload;
    this.#work = work;
  }

  get reason(): string {
    return explainEmpty(pathOf(this.#path), this.#payload, this.#work)?.short ?? 'null';
  }
}
