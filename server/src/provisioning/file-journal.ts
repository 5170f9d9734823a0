import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { SfmapError } from '../core/errors.ts';
import type { Journal } from './ports.ts';

/** A journal in a file of JSON lines. The lines are on disk before `write` returns. */
export class FileJournal implements Journal {
  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /**
   * Begins the journal of a new run: `runs/<time>-<connection>-<id>.jsonl` below the state folder. Only this user may
   * read it, for it holds the rows before and after.
   *
   * @throws SfmapError exit 2: the folder cannot be written. Then nothing may be written to a tenant either.
   */
  static async begin(stateFolder: string, connection: string, now: Date): Promise<FileJournal> {
    const folder = join(stateFolder, 'runs');
    const time = now.toISOString().replace(/[:.]/g, '-');
    const name = `${time}-${connection.replace(/[^A-Za-z0-9_-]/g, '_')}-${randomUUID().slice(0, 8)}.jsonl`;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return new FileJournal(join(folder, name), await open(join(folder, name), 'ax', 0o600));
    } catch (error) {
      throw new SfmapError(
        'SFM-STATE',
        `No journal can be kept in ${folder}, so nothing is written.`,
        'Choose a folder with --state or SFMAP_STATE.',
        2,
        { cause: error },
      );
    }
  }

  async write(...entries: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    if (entries.length === 0) return;
    const at = new Date().toISOString();
    await this.file.appendFile(entries.map((entry) => `${JSON.stringify({ at, ...entry })}\n`).join(''), 'utf8');
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
