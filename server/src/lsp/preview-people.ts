import type { Analysis } from '../core/analysis/analyse.ts';
import { SfmapError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { idsOf } from '../core/mapping/people.ts';
import { NO_SAMPLE } from '../core/mapping/person-heading.ts';
import type { PreviewPerson } from '../features/preview-table.ts';
import { readMappingSample } from '../project/sample-file.ts';
import type { AskedColumn } from './preview-people-params.ts';
import { pathOfAddress } from './workspace-mappings.ts';

/** The people of a preview, and why somebody is missing. */
export interface PeopleShown {
  readonly people: readonly PreviewPerson[];
  readonly remarks: readonly string[];
}

type ReadFile = { readonly payload: Json } | { readonly problem: string };

/** Without a wish, the person whose values stand in the lines. */
const SHOWN: readonly AskedColumn[] = [{ key: 'shown', from: { kind: 'shown' } }];

/** Who stands in the previews of open mappings. Files are read once until something changes on disk. */
export class PreviewPeople {
  readonly #columns = new Map<string, readonly AskedColumn[]>();
  /** By the address of the mapping, then by path. */
  readonly #files = new Map<string, Map<string, Promise<ReadFile>>>();

  /** @param keep Whether the editor says when a file changes; else each is read anew every time. */
  constructor(private readonly keep: () => boolean) {}

  set(uri: string, columns: readonly AskedColumn[]): void {
    this.#columns.set(uri, columns);
    this.#files.delete(uri);
  }

  /** Whether somebody looks at previews, and wants to know when values change. */
  get watched(): boolean {
    return this.#columns.size > 0;
  }

  forget(): void {
    this.#files.clear();
  }

  close(uri: string): void {
    this.#columns.delete(uri);
    this.#files.delete(uri);
  }

  async of(uri: string, { sample }: Analysis): Promise<PeopleShown> {
    const people: PreviewPerson[] = [];
    const remarks: string[] = [];
    for (const { key, from, directory } of this.#columns.get(uri) ?? SHOWN) {
      const found = from.kind === 'shown' ? (sample ?? { problem: NO_SAMPLE }) : await this.#payload(uri, from);
      if ('problem' in found) {
        remarks.push(found.problem);
        continue;
      }
      const person = { key, ...found };
      const isSame = directory?.person === personId(person);
      people.push(isSame && directory !== undefined ? { ...person, directory: directory.side } : person);
    }
    return { people, remarks };
  }

  async #payload(
    uri: string,
    from: Exclude<AskedColumn['from'], { kind: 'shown' }>,
  ): Promise<{ readonly label: string; readonly payload: Json } | { readonly problem: string }> {
    if (from.kind === 'given') return { label: from.label, payload: from.payload as Json };
    const mapping = pathOfAddress(uri);
    if (mapping === undefined) return { problem: `Save the mapping first: ${from.file} stands beside it.` };
    const files = this.#files.get(uri) ?? new Map<string, Promise<ReadFile>>();
    const reading = files.get(from.file) ?? read(mapping, from.file);
    if (this.keep()) this.#files.set(uri, files.set(from.file, reading));
    const file = await reading;
    return 'problem' in file ? file : { label: from.file, payload: file.payload };
  }
}

/** What tells people apart. */
export function personId({ label, payload }: Pick<PreviewPerson, 'label' | 'payload'>): string {
  return idsOf(payload)[0] ?? label;
}

async function read(mapping: string, file: string): Promise<ReadFile> {
  try {
    const [payload = null] = await readMappingSample(mapping, file);
    return { payload };
  } catch (error) {
    if (error instanceof SfmapError) return { problem: error.sentence };
    throw error;
  }
}
