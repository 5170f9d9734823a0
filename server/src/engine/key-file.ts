import { randomBytes } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SfmapError } from '../core/errors.ts';
import { readTextFile } from '../project/read-text-file.ts';
import { writeFileWhole } from '../provisioning/write-file-whole.ts';

/** A key of this user on this machine, or one that a pipeline gives. */
export interface LocalKey {
  /** Absolute path of its file. */
  readonly path: string;
  /** The environment variable that takes its place. */
  readonly variable: string;
  /** What it does, for messages: `signs plans`. */
  readonly does: string;
  /** How many characters it has at least. */
  readonly shortest: number;
  readonly code: string;
  /** What helps when the file is no key, or not this user's alone. */
  readonly cure: string;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * A key: from the environment, or else from its file, which only this user may read.
 *
 * @param absent What to do where there is no key yet: make a random one, or give none.
 * @throws SfmapError exit 2: a key that is too short, or that others may read; a folder that cannot be written.
 */
export async function localKey(key: LocalKey, env: Env, absent: 'make' | 'look up'): Promise<string | undefined> {
  const given = env[key.variable];
  if (given) {
    return longEnough(given, key.variable, 'Set it to a long random text, the same wherever it is needed.', key);
  }
  const kept = await readKey(key);
  if (kept !== undefined || absent === 'look up') return kept;
  await makeFolder(key);
  try {
    await writeFileWhole(key.path, `${randomBytes(32).toString('hex')}\n`, false);
  } catch (error) {
    // Another run may have made it just now: then its key counts.
    const other = await readKey(key);
    if (other === undefined) throw error;
    return other;
  }
  return readKey(key);
}

async function readKey(key: LocalKey): Promise<string | undefined> {
  const { path, does, cure, code } = key;
  const status = await stat(path).catch(() => undefined);
  if (status === undefined) return undefined;
  if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) {
    throw new SfmapError(code, `Other users may read ${path}, which ${does}.`, cure, 2);
  }
  const text = await readTextFile(path, `The key that ${does}`, 1024);
  return longEnough(text.trim(), path, cure, key);
}

async function makeFolder({ path, does }: LocalKey): Promise<void> {
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new SfmapError(
      'SFM-STATE',
      `The key that ${does} cannot be kept in ${folder}.`,
      'Choose a folder with --state or SFMAP_STATE.',
      2,
      { cause: error },
    );
  }
}

function longEnough(text: string, place: string, cure: string, { shortest, code }: LocalKey): string {
  if (text.length >= shortest) return text;
  throw new SfmapError(code, `${place} is shorter than ${shortest} characters, which is no key.`, cure, 2);
}
