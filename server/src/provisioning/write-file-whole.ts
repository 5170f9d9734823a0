import { randomUUID } from 'node:crypto';
import { link, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SfmapError } from '../core/errors.ts';

/**
 * Writes a file whole or not at all: into a new file beside it, then moved into place.
 *
 * A new file is for this user alone, for it may hold people's data; a file that is replaced keeps its permissions, and a
 * symbolic link keeps pointing to it.
 *
 * @param text As a whole or piece by piece.
 * @param replace Put it in place of an existing file; without it an existing file is never touched.
 * @throws SfmapError exit 2: the file exists, or the folder cannot be written.
 */
export async function writeFileWhole(path: string, text: string | Iterable<string>, replace: boolean): Promise<void> {
  const existing = replace ? await realpath(path).catch(() => undefined) : undefined;
  const target = existing ?? resolve(path);
  const draft = join(dirname(target), `.sfmap-${randomUUID()}.tmp`);
  try {
    const mode = existing === undefined ? 0o600 : (await stat(existing)).mode & 0o777;
    await writeDraft(draft, text, mode);
    if (replace) await rename(draft, target);
    else await moveToFreeName(draft, target);
  } catch (error) {
    throw explained(error, path);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

async function writeDraft(draft: string, text: string | Iterable<string>, mode: number): Promise<void> {
  const file = await open(draft, 'wx', mode);
  try {
    await file.chmod(mode);
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A link fails when the name is taken, also when somebody took it just now; a rename would replace it. */
async function moveToFreeName(draft: string, target: string): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // A file system without hard links: the name is taken first, then the draft moves onto it.
    await (await open(target, 'wx', 0o600)).close();
    await rename(draft, target);
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : '');

function explained(error: unknown, path: string): SfmapError {
  const code = codeOf(error);
  const options = { cause: error };
  if (code === 'EEXIST') {
    return new SfmapError('SFM-FILE', `${path} exists already.`, 'Choose another name, or use --force.', 2, options);
  }
  if (code === 'ENOENT') {
    return new SfmapError('SFM-FILE', `The folder of ${path} does not exist.`, 'Create it first.', 2, options);
  }
  return new SfmapError('SFM-FILE', `${path} cannot be written (${code}).`, 'Choose another place.', 2, options);
}
