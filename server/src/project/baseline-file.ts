import { stat } from 'node:fs/promises';
import type { Direction } from '../core/analysis/model.ts';
import type { Baseline } from '../core/baseline/baseline.ts';
import { readBaseline } from '../core/baseline/read-baseline.ts';
import { SfmapError } from '../core/errors.ts';
import { projectError } from './project-error.ts';
import { readTextFile } from './read-text-file.ts';

/**
 * The baseline of a mapping: the schema that was imported with it, `NAME.baseline.json` beside `NAME.sfmap`; undefined
 * where there is none.
 *
 * @param mapping Absolute path of the mapping.
 * @throws SfmapError exit 2: it cannot be read, is not JSON, or is no synchronization schema.
 */
export async function readBaselineFile(mapping: string, direction: Direction): Promise<Baseline | undefined> {
  const path = `${mapping.replace(/\.sfmap$/, '')}.baseline.json`;
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (!exists) return undefined;
  const text = await readTextFile(path, 'The baseline');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw projectError(`The baseline ${path} is not JSON.`, 'Import the schema again.', error);
  }
  try {
    return readBaseline(json, direction);
  } catch (error) {
    if (!(error instanceof SfmapError)) throw error;
    throw projectError(`${path}: ${error.message}`, error.cure, error);
  }
}
