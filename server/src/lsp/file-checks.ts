import type { SurroundingFiles } from './surrounding-files.ts';
import { pathOfAddress } from './workspace-mappings.ts';

/**
 * Whether the files that open mappings name can be read. A file is looked at in the background when its name first
 * stands in the text, and again when something has changed on disk.
 */
export class FileChecks {
  /** By document and file name: the problem, or that there is none; undefined while it is looked at. */
  readonly #known = new Map<string, Map<string, { readonly problem?: string } | undefined>>();

  constructor(
    private readonly files: SurroundingFiles,
    private readonly onChange: () => void,
  ) {}

  /** Why a file cannot be read, as far as that is known now. */
  problem(uri: string, name: string): string | undefined {
    return this.#known.get(uri)?.get(name)?.problem;
  }

  /** The files that a document names now: new ones are looked at, and those that it names no more are forgotten. */
  watch(uri: string, names: ReadonlySet<string>): void {
    const known = this.#known.get(uri) ?? new Map();
    if (names.size === 0) this.#known.delete(uri);
    else this.#known.set(uri, known);
    for (const name of known.keys()) if (!names.has(name)) known.delete(name);
    for (const name of names) {
      if (known.has(name)) continue;
      known.set(name, undefined);
      void this.#look(uri, name);
    }
  }

  refresh(): void {
    for (const [uri, known] of this.#known) for (const name of known.keys()) void this.#look(uri, name);
  }

  close(uri: string): void {
    this.#known.delete(uri);
  }

  async #look(uri: string, name: string): Promise<void> {
    const mapping = pathOfAddress(uri);
    if (mapping === undefined) return;
    const problem = await this.files.problem(mapping, name);
    const known = this.#known.get(uri);
    if (known?.has(name) !== true) return;
    const before = known.get(name)?.problem;
    known.set(name, problem === undefined ? {} : { problem });
    if (before !== problem) this.onChange();
  }
}
