import { dirname, resolve } from 'node:path';
import { Analysis, type Sample } from '../core/analysis/analyse.ts';
import { bindMapping } from '../core/analysis/bind.ts';
import { readInstant } from '../core/expressions/expression-input.ts';
import type { Json } from '../core/json.ts';
import { parseMapping } from '../core/language/parse.ts';
import { personLabel } from '../core/mapping/situation.ts';
import { systemHost } from '../engine/system-host.ts';
import { parseParameterArguments, resolveParameters } from '../project/parameters.ts';
import { findConnection, loadProject } from '../project/project.ts';
import { projectError } from '../project/project-error.ts';
import { parsePayload, readSampleFile } from '../project/sample-file.ts';
import type { CliIo } from './io.ts';
import type { MappingText } from './mapping-files.ts';

/** The options that every command takes which evaluates a file. */
export interface EvaluationFlags {
  readonly config?: string;
  readonly connection?: string;
  readonly param?: readonly string[];
  readonly payload?: string;
  readonly person?: readonly string[];
  /** The present time of `Now()`, instead of the clock. */
  readonly at?: string;
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
  const model = bindMapping(parseMapping(mapping.text));
  const project = await loadProject(mapping.path, flags.config);
  const connection = flags.connection === undefined ? undefined : findConnection(project, flags.connection, io.env);
  const { values } = resolveParameters({
    declared: model.parameters,
    project: project.parameters,
    ...(connection === undefined ? {} : { connection: connection.parameters }),
    given: parseParameterArguments(flags.param ?? []),
  });
  const sample =
    flags.payload === undefined
      ? useSample
        ? await fileSample(mapping, model.samples)
        : undefined
      : await payloadOf(flags, flags.payload, io);
  return new Analysis(mapping.text, {
    sample,
    parameters: values,
    levels: project.rules,
    host: systemHost(flags.at === undefined ? io.now() : readInstant(flags.at, `--at ${flags.at}`)),
  });
}

async function fileSample({ path }: MappingText, samples: ReadonlyMap<string, string>): Promise<Sample | undefined> {
  const [name, file] = [...samples][0] ?? [];
  if (file === undefined) return undefined;
  const payload = (await readSampleFile(resolve(dirname(path), file)))[0] as Json;
  return { label: `${personLabel(payload)} (sample ${name})`, payload };
}

async function payloadOf({ person }: EvaluationFlags, name: string, io: CliIo): Promise<Sample> {
  const people =
    name === '-'
      ? parsePayload(await io.readStdin(), 'on standard input')
      : await readSampleFile(resolve(io.cwd, name));
  const wanted = person?.[0];
  const payload = wanted === undefined ? people[0] : people.find((one) => idOf(one).includes(wanted));
  if (payload === undefined)
    throw projectError(`The payload ${name} does not hold ${wanted}.`, 'Name a person that it holds with --person.');
  if (wanted === undefined && people.length > 1) {
    throw projectError(`The payload ${name} holds ${people.length} people.`, 'Choose one with --person ID.');
  }
  return { label: personLabel(payload), payload };
}

function idOf(person: Json): string[] {
  const record = person as { readonly [name: string]: Json };
  return ['personIdExternal', 'employeeId', 'userPrincipalName', 'id'].map((name) => String(record[name] ?? ''));
}
