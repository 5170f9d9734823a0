import { resolve } from 'node:path';
import { Analysis, type Sample } from '../core/analysis/analyse.ts';
import { bindMapping } from '../core/analysis/bind.ts';
import type { EntityModel } from '../core/entity-model/entity-model.ts';
import { SfmapError } from '../core/errors.ts';
import { readInstant } from '../core/expressions/expression-input.ts';
import type { Host } from '../core/expressions/host.ts';
import type { Json } from '../core/json.ts';
import { parseMapping } from '../core/language/parse.ts';
import type { Existing } from '../core/mapping/evaluate.ts';
import { readExisting } from '../core/mapping/existing.ts';
import { idsOf } from '../core/mapping/people.ts';
import { personLabel } from '../core/mapping/situation.ts';
import { systemHost } from '../engine/system-host.ts';
import { readBaselineFile } from '../project/baseline-file.ts';
import { generationOf } from '../project/generation.ts';
import { type MetadataFiles, metadataPath } from '../project/metadata-file.ts';
import { parseParameterArguments, resolveParameters } from '../project/parameters.ts';
import { findConnection, loadProject, type Project } from '../project/project.ts';
import { projectError } from '../project/project-error.ts';
import { readNamedFile } from '../project/read-text-file.ts';
import { parsePayload, readMappingSample, readSampleFile } from '../project/sample-file.ts';
import type { CliIo } from './io.ts';
import type { MappingText } from './mapping-files.ts';

/** The options that every command takes which evaluates a file. */
export interface EvaluationFlags {
  readonly config?: string;
  readonly connection?: string;
  readonly param?: readonly string[];
  readonly payload?: string;
  readonly person?: readonly string[];
  /** A file with the tenant's `$metadata`. */
  readonly metadata?: string;
  /** The present time of `Now()`, instead of the clock. */
  readonly at?: string;
  /** A file with what the target holds before. */
  readonly existing?: string;
  /** The answer of `DefaultDomain()`. */
  readonly domain?: string;
  /** Values that other accounts have, for `SelectUniqueValue`. */
  readonly taken?: readonly string[];
}

/**
 * A mapping with its parameters and its person: the payload that is named, else, with `useSample`, the file's first
 * sample.
 *
 * @throws SfmapError exit 2: a bad project file, an unknown connection or parameter, an unreadable payload.
 */
export async function analyse(
  mapping: MappingText,
  flags: EvaluationFlags,
  io: CliIo,
  useSample: boolean,
): Promise<Analysis> {
  const { analysis, sampleError } = await analyseAnyway(mapping, flags, io, useSample);
  if (sampleError !== undefined) throw sampleError;
  return analysis;
}

/**
 * As `analyse`, for commands that can do without a person: a sample of the file that cannot be read is no failure.
 *
 * @param metadata Where given, the tenant's metadata is read through it, which only a check needs.
 * @throws SfmapError exit 2, as `analyse`; also where the payload that the user names cannot be read.
 */
export async function analyseAnyway(
  mapping: MappingText,
  flags: EvaluationFlags,
  io: CliIo,
  useSample = true,
  metadata?: MetadataFiles,
): Promise<{ readonly analysis: Analysis; readonly project: Project; readonly sampleError?: SfmapError }> {
  const model = bindMapping(parseMapping(mapping.text));
  const project = await loadProject(mapping.path, flags.config);
  const connection = flags.connection === undefined ? undefined : findConnection(project, flags.connection, io.env);
  const { values } = resolveParameters({
    declared: model.parameters,
    project: project.parameters,
    ...(connection === undefined ? {} : { connection: connection.parameters }),
    given: parseParameterArguments(flags.param ?? []),
  });
  let sample: Sample | undefined;
  let sampleError: SfmapError | undefined;
  if (flags.payload !== undefined) sample = await payloadSample(flags, flags.payload, mapping, io);
  else if (useSample) {
    try {
      sample = await fileSample(mapping, model.samples, flags);
    } catch (error) {
      if (!(error instanceof SfmapError)) throw error;
      sampleError = error;
    }
  }
  const baseline = model.direction && (await readBaselineFile(mapping.path, model.direction));
  const analysis = new Analysis(mapping.text, {
    sample,
    baseline,
    parameters: values,
    levels: project.rules,
    entityModel: metadata && (await entityModel(metadata, project, flags, io)),
    generation: generationOf(project, flags.connection),
    host: hostOf(flags, io),
    existing: flags.existing === undefined ? undefined : await existingOf(flags.existing, io),
  });
  return { analysis, project, ...(sampleError === undefined ? {} : { sampleError }) };
}

/** What functions ask for, as far as the user says it. */
function hostOf({ at, domain, taken }: EvaluationFlags, io: CliIo): Host {
  const values = new Set(taken);
  return {
    ...systemHost(at === undefined ? io.now() : readInstant(at, `--at ${at}`)),
    ...(domain === undefined ? {} : { defaultDomain: domain }),
    ...(taken === undefined ? {} : { isTaken: (value: string) => values.has(value) }),
  };
}

async function existingOf(name: string, io: CliIo): Promise<Existing> {
  const text = await readNamedFile(resolve(io.cwd, name), 'The file of --existing');
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    throw projectError(`The file ${name} of --existing is no JSON.`, 'Write such as {"department": "IT"}.');
  }
  const read = readExisting(json);
  if ('problem' in read) throw projectError(`${name} does not say what the target holds.`, read.problem);
  return read.values;
}

async function entityModel(
  files: MetadataFiles,
  project: Project,
  { metadata, connection }: EvaluationFlags,
  io: CliIo,
): Promise<EntityModel | undefined> {
  const path = metadata === undefined ? metadataPath(project, connection) : resolve(io.cwd, metadata);
  return path === undefined ? undefined : files.read(path);
}

async function fileSample(
  { path }: MappingText,
  samples: ReadonlyMap<string, string>,
  flags: EvaluationFlags,
): Promise<Sample | undefined> {
  const [name, file] = [...samples][0] ?? [];
  if (file === undefined || file === '') return undefined;
  const people = await readMappingSample(path, file);
  const payload = flags.person === undefined ? people[0] : choose(people, flags, `sample ${name}`);
  return payload === undefined ? undefined : { label: `${personLabel(payload)} (sample ${name})`, payload };
}

async function payloadSample(flags: EvaluationFlags, name: string, mapping: MappingText, io: CliIo): Promise<Sample> {
  const payload = choose(await payloadPeople(flags, name, mapping, io), flags, `payload ${name}`);
  return { label: personLabel(payload), payload };
}

/** The people of the payload of a command: read once for all its mappings, for a pipe can be read only once. */
const payloads = new WeakMap<object, Promise<readonly Json[]>>();

/**
 * The people of the payload that the user names.
 *
 * @param flags Those of the command, by which its payload is known.
 * @throws SfmapError exit 2: unreadable, or mapping and payload on one standard input.
 */
export function payloadPeople(
  flags: object,
  name: string,
  mapping: MappingText | undefined,
  io: CliIo,
): Promise<readonly Json[]> {
  if (name === '-' && mapping?.name === '-')
    throw projectError('Mapping and payload cannot both come from standard input.', 'Give one as a file.');
  const known = payloads.get(flags);
  if (known !== undefined) return known;
  const people =
    name === '-'
      ? io.readStdin().then((text) => parsePayload(text, 'on standard input'))
      : readSampleFile(resolve(io.cwd, name));
  payloads.set(flags, people);
  return people;
}

/**
 * Reads what the options name for all mappings of a command, so that a mistake in it is told once, and before anything
 * else.
 *
 * @throws SfmapError exit 2: as `analyse`.
 */
export async function checkFlags(flags: EvaluationFlags, io: CliIo): Promise<void> {
  parseParameterArguments(flags.param ?? []);
  hostOf(flags, io);
  if (flags.config !== undefined) await loadProject(io.cwd, flags.config);
  if (flags.payload !== undefined)
    choose(await payloadPeople(flags, flags.payload, undefined, io), flags, `payload ${flags.payload}`);
}

/** The person that `--person` names, or the only one. */
function choose(people: readonly Json[], { person }: EvaluationFlags, where: string): Json {
  const [wanted, second] = person ?? [];
  if (second !== undefined) throw projectError('--person names two people.', 'Name one; run the command for each.');
  const payload = wanted === undefined ? people[0] : people.find((one) => idsOf(one).includes(wanted));
  if (payload === undefined)
    throw projectError(`The ${where} does not hold ${wanted}.`, 'Name a person that it holds with --person.');
  if (wanted === undefined && people.length > 1)
    throw projectError(`The ${where} holds ${people.length} people.`, 'Choose one with --person ID.');
  return payload;
}

export { idsOf };
