import { writeFile } from 'node:fs/promises';
import { SfmapError } from '../core/errors.ts';
import { projectError } from '../project/project-error.ts';

/**
 * Writes a file that must not exist yet.
 *
 * @param name What messages call it.
 * @param command Who does not write over a file.
 * @throws SfmapError exit 2: it exists, its folder does not, or it cannot be written.
 */
export async function writeNew(path: string, name: string, text: string, command: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST')
      throw projectError(`${name} exists already.`, `Name another file; ${command} overwrites none.`);
    if (code === 'ENOENT') throw projectError(`The folder of ${name} does not exist.`, 'Make it first.');
    throw new SfmapError('SFM-FILE', `${name} cannot be written (${String(code)}).`, 'Check its folder.', 2, {
      cause: error,
    });
  }
}
