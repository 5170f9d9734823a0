import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { SfmapError } from '../core/errors.ts';
import { type Connection, readConnection } from './connection.ts';
import { projectError } from './project-error.ts';
import { type ProjectContent, projectSchema } from './project-schema.ts';
import { readTextFile } from './read-text-file.ts';
import { type SandboxAddresses, sandboxConnection, sandboxName } from './sandbox-connection.ts';
import { schemaProblem } from './schema-problem.ts';

/** What lies beside a mapping: the content of `sfmap.json`, or nothing. */
export interface Project {
  /** Absolute path of sfmap.json; absent when there is none. */
  readonly file?: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, 'off' | 'information' | 'warning' | 'error'>;
  /** As in the file. A connection is checked only when it is used, so that one bad entry does not stop the others. */
  readonly content: ProjectContent;
  /** The connections of `content` that come from the user's settings, by name; with why one cannot be used. */
  readonly fromSettings?: ReadonlyMap<string, SfmapError | undefined>;
  /** Connections that stand in the user's settings, too; those of sfmap.json are used. */
  readonly hidden?: ReadonlySet<string>;
}

/** What a mapping has without a project file. */
export const emptyProject: Project = { parameters: new Map(), rules: new Map(), content: {} };

/**
 * The project of a mapping: the nearest `sfmap.json` beside or above it.
 *
 * @param start Absolute path of the mapping file or of a folder.
 * @param config Path of the project file, where the user names one; then nothing is searched.
 * @throws SfmapError exit 2: not JSON, or not a valid project file; names the place by its JSON path.
 */
export async function loadProject(start: string, config?: string): Promise<Project> {
  const file = config === undefined ? await findProjectFile(start) : resolve(config);
  if (file === undefined) return emptyProject;
  let text: string;
  try {
    text = await readTextFile(file, 'The project file', 1024 * 1024);
  } catch (error) {
    // Removed between the search and the reading: then there is none. A file that the user named must be there.
    if (config === undefined && !(await isKind(file, 'file'))) return emptyProject;
    throw error;
  }
  return parseProject(text, file);
}

/** The nearest `sfmap.json` in the folder of `start` (or in `start` itself, if it is a folder) or above. */
export async function findProjectFile(start: string): Promise<string | undefined> {
  let folder = (await isKind(start, 'folder')) ? resolve(start) : dirname(resolve(start));
  for (;;) {
    const candidate = join(folder, 'sfmap.json');
    if (await isKind(candidate, 'file')) return candidate;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** Reads the text of a project file. */
export function parseProject(text: string, file: string): Project {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw projectError(`${file} is not JSON${placeOf(error, text)}.`, 'Check commas, quotes and brackets.', error);
  }
  const result = projectSchema().safeParse(json);
  if (!result.success) throw schemaProblem(file, result.error);

  const content = result.data;
  if (content.connections && Object.hasOwn(content.connections, sandboxName)) {
    throw projectError(
      `${file}: connections.${sandboxName} is the name of the built-in sandbox.`,
      'Give this connection another name.',
    );
  }
  return {
    file,
    parameters: new Map(Object.entries(content.parameters ?? {})),
    rules: new Map(Object.entries(content.rules ?? {})),
    content,
  };
}

/** The names of all connections, the sandbox first. */
export function connectionNames(project: Project): readonly string[] {
  return [sandboxName, ...Object.keys(project.content.connections ?? {})];
}

/**
 * One connection by its name.
 *
 * @param sandbox Where the sandbox listens, if the caller has started one.
 * @throws SfmapError exit 2: no connection of this name, or one that is not valid.
 */
export function findConnection(
  project: Project,
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  sandbox?: SandboxAddresses,
): Connection {
  if (name === sandboxName) return sandboxConnection(env, sandbox);
  const problem = project.fromSettings?.get(name);
  if (problem !== undefined) throw problem;
  const content = project.content.connections;
  const entry = content && Object.hasOwn(content, name) ? content[name] : undefined;
  if (entry === undefined) {
    const where = project.file ?? 'sfmap.json, which was not found beside or above the mapping';
    throw projectError(
      `There is no connection ${name} in ${where}.`,
      `Known: ${connectionNames(project).join(', ')}. Add it, or choose one of them.`,
    );
  }
  const place = project.fromSettings?.has(name) ? settingsPlace(name) : `sfmap.json: connections.${name}`;
  return readConnection(name, entry, dirname(project.file ?? '.'), place);
}

/** Where a connection of the user's settings is written, for messages. */
export function settingsPlace(name: string): string {
  return `Settings: sfmap.connections.${name}`;
}

/** V8 names an offset or a line; we name line and column. */
function placeOf(error: unknown, text: string): string {
  const offset = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  if (offset === undefined) return '';
  const before = text.slice(0, Number(offset)).split('\n');
  return `: line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

async function isKind(path: string, kind: 'file' | 'folder'): Promise<boolean> {
  try {
    const status = await stat(path);
    return kind === 'file' ? status.isFile() : status.isDirectory();
  } catch {
    return false;
  }
}
