import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CancellationToken } from 'vscode-languageserver/node';
import { readTextFile } from '../project/read-text-file.ts';

/** Folders that hold no mapping of the user's own. */
const PASSED_OVER = new Set(['node_modules', '.git', '.hg', '.svn']);
/** A folder opened by mistake, such as a whole disk, must not keep the server busy for ever. */
const MOST_FOLDERS = 20_000;

/** The `.sfmap` files of the folders that the editor has open. */
export class WorkspaceMappings {
  #folders: readonly string[] = [];
  #listed: Promise<readonly string[]> | undefined;
  #version = 0;
  #waiting: (() => void)[] = [];

  /** @param folders Addresses; those that are no folder of this machine hold nothing. */
  setFolders(folders: readonly string[]): void {
    this.#folders = folders;
    this.forget();
  }

  get folders(): readonly string[] {
    return this.#folders;
  }

  /** Counts what may have changed a mapping or a file beside it. */
  get version(): number {
    return this.#version;
  }

  /** A file came or went: the folders are read again when somebody asks. */
  forget(): void {
    this.#listed = undefined;
    this.changed();
  }

  /** A mapping was opened or closed, or a file beside one has changed. */
  changed(): void {
    this.#version++;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Ends when something has changed after a version, or nobody waits any more. */
  async changedAfter(version: number, token: CancellationToken): Promise<void> {
    while (this.#version === version && !token.isCancellationRequested) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        token.onCancellationRequested(() => resolve());
      });
    }
  }

  /** The addresses of all mappings, in the order of their paths. */
  addresses(): Promise<readonly string[]> {
    this.#listed ??= list(this.#folders);
    return this.#listed;
  }

  /** The text of a mapping on disk; undefined when it cannot be read, or went away meanwhile. */
  async text(address: string): Promise<string | undefined> {
    const path = pathOfAddress(address);
    return path === undefined ? undefined : readTextFile(path, 'The mapping').catch(() => undefined);
  }
}

async function list(folders: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  const waiting = folders.flatMap((folder) => pathOfAddress(folder) ?? []);
  for (let count = 0; count < MOST_FOLDERS; count++) {
    const folder = waiting.pop();
    if (folder === undefined) break;
    await listOne(folder, waiting, found);
  }
  return [...found].sort();
}

async function listOne(folder: string, waiting: string[], found: Set<string>): Promise<void> {
  try {
    for await (const entry of await opendir(folder)) {
      // A link to a folder is not followed: it could lead back.
      if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) waiting.push(join(folder, entry.name));
      else if (entry.isFile() && entry.name.endsWith('.sfmap')) found.add(pathToFileURL(join(folder, entry.name)).href);
    }
  } catch {
    // A folder that cannot be read holds no mapping that could be opened either.
  }
}

/** What two spellings of one address have in common: editors write letters of a drive, and encode, in their own way. */
export function addressKey(address: string): string {
  const path = pathOfAddress(address) ?? address;
  return /^[A-Za-z]:/.test(path) ? path.charAt(0).toLowerCase() + path.slice(1) : path;
}

/** The path of an address of this machine. */
export function pathOfAddress(address: string): string | undefined {
  if (!address.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(address);
  } catch {
    // A host or an encoded slash in it: no file of this machine.
    return undefined;
  }
}
