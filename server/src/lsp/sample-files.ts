import { opendir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pathOfAddress } from './workspace-mappings.ts';

const PASSED_OVER = new Set(['node_modules', '.git', '.hg', '.svn', '.vscode']);
const MOST_FILES = 500;
const MOST_FOLDERS = 200;
const DEEPEST = 3;

/**
 * The `.json` files beside a mapping and in the folders below, as the mapping would name them: with slashes, nearest
 * first. Hidden folders and links are passed over. What cannot be read is left out.
 */
export async function sampleFiles(address: string): Promise<readonly string[]> {
  const mapping = pathOfAddress(address);
  if (mapping === undefined) return [];
  const root = dirname(mapping);
  const found: string[] = [];
  let level = [root];
  let folders = 0;
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      if (++folders > MOST_FOLDERS || found.length >= MOST_FILES) return found;
      const names = await listed(folder);
      found.push(...names.files.map((name) => relative(root, join(folder, name)).split(sep).join('/')));
      next.push(...names.folders.map((name) => join(folder, name)));
    }
    level = next;
  }
  return found.slice(0, MOST_FILES);
}

/** Configuration is JSON as well, and nobody's payload. */
const NO_SAMPLE = /^(?:sfmap|package|package-lock|tsconfig|jsconfig|biome)\.json$|\.baseline\.json$/;

async function listed(folder: string): Promise<{ readonly files: string[]; readonly folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      const { name } = entry;
      if (entry.isDirectory() && !PASSED_OVER.has(name) && !name.startsWith('.')) folders.push(name);
      else if (entry.isFile() && name.endsWith('.json') && !NO_SAMPLE.test(name)) files.push(name);
    }
  } catch {
    // A folder that cannot be read holds no sample that could be read either.
  }
  return { files: files.sort(), folders: folders.sort() };
}
