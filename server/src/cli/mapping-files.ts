import { glob, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { SfmapError } from '../core/errors.ts';
import { projectError } from '../project/project-error.ts';
import { isPipe, readNamedFile, readTextFile } from '../project/read-text-file.ts';
import { withShownPath } from '../project/shown-path.ts';
import type { CliIo } from './io.ts';

/** A mapping file as a command reads it. */
export interface MappingText {
  /** As messages name it: relative to the working folder, or `-` for standard input. */
  readonly name: string;
  /** Absolute path; for standard input and a pipe one in the working folder, so that sfmap.json is found. */
  readonly path: string;
  readonly text: string;
  /** It came from standard input or a pipe: there is no file to write. */
  readonly streamed: boolean;
}

/** A mapping that could not be read, or of which something beside it could not be. */
export interface UnreadMapping {
  readonly name: string;
  readonly path: string;
  readonly error: SfmapError;
}

/**
 * Reads mapping files in the order in which they are named: each argument is a file, a folder (every `.sfmap` below it),
 * a glob, `-` for standard input, or a pipe such as `<(…)` of a shell. A file that is named twice is read once. One that
 * cannot be read stands in its place with its error and keeps nobody from reading the others.
 *
 * @throws SfmapError exit 2: an empty name, standard input twice.
 */
export async function readMappings(
  names: readonly string[],
  io: CliIo,
): Promise<readonly (MappingText | UnreadMapping)[]> {
  if (names.filter(isStandardInput).length > 1) throw projectError('Standard input is named twice.', 'Write - once.');
  // An unset variable of a script must not stand for the whole folder.
  if (names.some((name) => name.trim() === ''))
    throw projectError('A file has no name.', 'Name a file, a folder, a glob, or - for standard input.');
  const found = new Map<string, MappingText | UnreadMapping>();
  for (const name of names) {
    const paths = isStandardInput(name) ? ['-'] : await unlessUnread(() => pathsOf(name, io));
    if (paths instanceof SfmapError) {
      found.set(name, { name, path: resolve(io.cwd, name), error: paths });
      continue;
    }
    const named = paths[0] === '-' || paths[0] === resolve(io.cwd, name);
    for (const path of paths) if (!found.has(path)) found.set(path, await readOne(path, named, io));
  }
  return [...found.values()];
}

/**
 * As `readMappings`, for a command that takes one mapping.
 *
 * @throws SfmapError exit 2: nothing found, several, unreadable.
 */
export async function readMapping(name: string, io: CliIo): Promise<MappingText> {
  const [first, second] = await readMappings([name], io);
  if (first === undefined || second !== undefined)
    throw projectError(`${name} holds several mappings, and this command takes one.`, 'Name one file.');
  if ('error' in first) throw first.error;
  return first;
}

/** The path of a mapping as messages name it: relative to the working folder, if it lies below. */
function shownPath(path: string, { cwd }: CliIo): string {
  const shown = relative(cwd, path);
  return shown === '' || shown.startsWith('..') ? path : shown;
}

async function readOne(path: string, named: boolean, io: CliIo): Promise<MappingText | UnreadMapping> {
  // A pipe that lies in a folder may never end: only one that is named is read.
  const streamed = path === '-' || (named && (await isPipe(path)));
  const name = path === '-' ? '-' : shownPath(path, io);
  // What lies beside a pipe is of no project: the working folder is what the user has in mind.
  const place = streamed ? join(io.cwd, 'stdin.sfmap') : path;
  const read = named ? readNamedFile : readTextFile;
  const text = await unlessUnread(() =>
    path === '-'
      ? io.readStdin()
      : read(path, 'The mapping').catch((error) => Promise.reject(withShownPath(error, path, name))),
  );
  return text instanceof SfmapError ? { name, path: place, error: text } : { name, path: place, text, streamed };
}

async function unlessUnread<T>(read: () => Promise<T>): Promise<T | SfmapError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SfmapError) return error;
    throw error;
  }
}

const isStandardInput = (name: string) => name === '-' || name === '/dev/stdin' || name === '/dev/fd/0';

const kindOf = (path: string) =>
  stat(path).then(
    (status) => (status.isDirectory() ? 'folder' : 'file'),
    () => undefined,
  );

async function pathsOf(name: string, io: CliIo): Promise<string[]> {
  const path = resolve(io.cwd, name);
  const kind = await kindOf(path);
  if (kind === 'file') return [path];
  if (kind === undefined && !/[*?[{]/.test(name))
    throw projectError(`The mapping ${name} does not exist.`, 'Check the path.');
  // The name of a folder is no pattern, whatever stands in it.
  const { cwd, pattern } = kind === 'folder' ? { cwd: path, pattern: '**/*.sfmap' } : await splitPattern(path);
  const paths: string[] = [];
  const exclude = (entry: string) => /(^|[/\\])(node_modules|\.git)$/.test(entry);
  for await (const match of glob(pattern, { cwd, exclude })) {
    const found = resolve(cwd, match);
    // A folder may be called so; what is in it is found as the rest.
    if (match.endsWith('.sfmap') && (await kindOf(found)) !== 'folder') paths.push(found);
  }
  if (paths.length === 0) throw projectError(`${name} holds no .sfmap file.`, 'Check the path.');
  return paths.sort();
}

/** A glob below the folders that exist by its very words: `folder[1]/*.sfmap` is about the folder of this name. */
async function splitPattern(path: string): Promise<{ readonly cwd: string; readonly pattern: string }> {
  const steps = path.split(sep);
  let literal = 1;
  while (literal < steps.length && (await kindOf(steps.slice(0, literal + 1).join(sep))) === 'folder') literal += 1;
  return { cwd: steps.slice(0, literal).join(sep) || sep, pattern: steps.slice(literal).join('/') };
}
