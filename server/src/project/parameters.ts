import { projectError } from './project-error.ts';

/** Where the text of a parameter may come from; the later wins. */
export interface ParameterSources {
  /** Declared in the mapping file, with the text that stands there. */
  readonly declared: ReadonlyMap<string, string | undefined>;
  readonly project?: ReadonlyMap<string, string>;
  readonly connection?: ReadonlyMap<string, string>;
  /** `--param NAME=VALUE`. */
  readonly given?: ReadonlyMap<string, string>;
}

/** The parameters of a mapping with their texts, and the declared ones that have none. */
export interface ResolvedParameters {
  readonly values: ReadonlyMap<string, string>;
  readonly missing: readonly string[];
}

/**
 * The parameters that a mapping declares: its own text, then sfmap.json, then the connection, then the command line.
 * A name that the mapping does not declare is left out, for one project file serves several mappings.
 *
 * @throws SfmapError exit 2: the command line gives a parameter that the mapping does not declare.
 */
export function resolveParameters(sources: ParameterSources): ResolvedParameters {
  const { declared, project, connection, given } = sources;
  for (const name of given?.keys() ?? []) {
    if (!declared.has(name)) {
      throw projectError(
        `The mapping declares no parameter ${name}.`,
        declared.size === 0 ? 'It declares none.' : `It declares ${[...declared.keys()].join(', ')}.`,
      );
    }
  }
  const values = new Map<string, string>();
  const missing: string[] = [];
  for (const [name, text] of declared) {
    const value = given?.get(name) ?? connection?.get(name) ?? project?.get(name) ?? text;
    if (value === undefined) missing.push(name);
    else values.set(name, value);
  }
  return { values, missing };
}

/** @throws SfmapError exit 2: names the parameters that nothing gives a text to. */
export function requireParameters(resolved: ResolvedParameters, connection: string): ReadonlyMap<string, string> {
  if (resolved.missing.length === 0) return resolved.values;
  const [first = ''] = resolved.missing;
  throw projectError(
    `The connection ${connection} gives no text for ${resolved.missing.join(', ')}.`,
    `Add it under connections.${connection}.parameters in sfmap.json, or use --param ${first}=….`,
  );
}

/**
 * `--param NAME=VALUE`, repeated.
 *
 * @throws SfmapError exit 2: no `=`, no name, or a name twice.
 */
export function parseParameterArguments(texts: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const text of texts) {
    const equals = text.indexOf('=');
    const name = equals < 0 ? '' : text.slice(0, equals).trim();
    if (name === '') throw projectError(`--param ${text} is not NAME=VALUE.`, 'Write --param businessEmailType=8448.');
    if (values.has(name)) throw projectError(`--param gives ${name} twice.`, 'Give it once.');
    values.set(name, text.slice(equals + 1));
  }
  return values;
}
