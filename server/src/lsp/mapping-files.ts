import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { mappingSamplePath } from '../project/sample-file.ts';
import { pathOfAddress } from './workspace-mappings.ts';

/** The path of a file that a mapping names; undefined for one that no mapping may name, and beside an unsaved mapping. */
export function namedFilePath(mapping: string, file: string): string | undefined {
  const path = pathOfAddress(mapping);
  if (path === undefined || file === '') return undefined;
  try {
    return mappingSamplePath(path, file);
  } catch {
    // An absolute path, a drive, an address: nothing that is opened for a mapping.
    return undefined;
  }
}

/** The address of a file of this machine. */
export function addressOf(path: string): string {
  return pathToFileURL(path).href;
}

/** Whether there is such a file. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isFile(),
    () => false,
  );
}
