import { randomUUID } from 'node:crypto';
import { link, open, rename, unlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { SfmapError } from '../core/errors.ts';

/**
 * Writes a file whole or not at all: into a new file beside it, then moved into place. The file is for this user alone,
 * for it may hold people's data.
 *
 * @param replace Put it in place of an existing file; without it an existing file is never touched.
 * @throws SfmapError exit 2: the file exists, or the folder cannot be written.
 */
export async function writeFileWhole(path: string, text: string, replace: boolean): Promise<void> {
  const target = resolve(path);
  const draft = join(dirname(target), `.sfmap-${randomUUID()}.tmp`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    // A link fails when the name is taken, also when somebody took it just now; a rename would replace it.
    if (replace) await rename(draft, target);
    else await link(draft, target);
  } catch (error) {
    throw explained(error, path);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

function explained(error: unknown, path: string): SfmapError {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const options = { cause: error };
  if (code === 'EEXIST') {
    return new SfmapError('SFM-FILE', `${path} exists already.`, 'Choose another name, or use --force.', 2, options);
  }
  if (code === 'ENOENT') {
    return new SfmapError('SFM-FILE', `The folder of ${path} does not exist.`, 'Create it first.', 2, options);
  }
  return new SfmapError('SFM-FILE', `${path} cannot be written (${code}).`, 'Choose another place.', 2, options);
}
