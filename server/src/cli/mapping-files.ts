import { glob, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { projectError } from '../project/project-error.ts';
import { readTextFile } from '../project/read-text-file.ts';
import type { CliIo } from './io.ts';

/** A mapping file as a command reads it. */
export interface MappingText {
  /** As messages name it: relative to the working folder, or `-` for standard input. */
  readonly name: string;
  /** Absolute path; for standard input one in the working folder, so that sfmap.json is found. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads mapping files: each argument is a file, a folder (every `.sfmap` below it), a glob, or `-` for standard input. A
 * file that is named twice is read once.
 *
 * @throws SfmapError exit 2: nothing found, unreadable, or no text.
 */
export async function readMappings(names: readonly string[], io: CliIo): Promise<MappingText[]> {
  const found = new Map<string, MappingText>();
  if (names.filter((name) => name === '-').length > 1)
    throw projectError('Standard input is named twice.', 'Write - once.');
  for (const name of names) {
    if (name === '-') {
      found.set('-', { name: '-', path: join(io.cwd, 'stdin.sfmap'), text: await io.readStdin() });
      continue;
    }
    for (const path of await pathsOf(name, io)) {
      if (found.has(path)) continue;
      const shown = relative(io.cwd, path);
      found.set(path, {
        name: shown === '' || shown.startsWith('..') ? path : shown,
        path,
        text: await readTextFile(path, 'The mapping'),
      });
    }
  }
  return [...found.values()];
}

/** As `readMappings`, for a command that takes one file. */
export async function readMapping(name: string, io: CliIo): Promise<MappingText> {
  const found = await readMappings([name], io);
  const [first] = found;
  if (first === undefined || found.length > 1) throw projectError(`${name} is not one mapping file.`, 'Name one file.');
  return first;
}

async function pathsOf(name: string, io: CliIo): Promise<string[]> {
  // An unset variable of a script must not stand for the whole folder.
  if (name.trim() === '')
    throw projectError('A file has no name.', 'Name a file, a folder, a glob, or - for standard input.');
  const path = resolve(io.cwd, name);
  const status = await stat(path).catch(() => undefined);
  if (status !== undefined && !status.isDirectory()) return [path];
  if (status === undefined && !/[*?[{]/.test(name))
    throw projectError(`The mapping ${name} does not exist.`, 'Check the path.');
  const paths: string[] = [];
  // The name of a folder is no pattern, whatever stands in it.
  const cwd = status === undefined ? io.cwd : path;
  const pattern = status === undefined ? name : '**/*.sfmap';
  const exclude = (entry: string) => /(^|[/\\])(node_modules|\.git)$/.test(entry);
  for await (const match of glob(pattern, { cwd, exclude })) {
    if (match.endsWith('.sfmap')) paths.push(resolve(cwd, match));
  }
  if (paths.length === 0) throw projectError(`${name} holds no .sfmap file.`, 'Check the path.');
  return paths.sort();
}
