import type { MappingModel } from '../core/analysis/model.ts';
import { SfmapError } from '../core/errors.ts';
import { type GivenFile, givenFiles } from '../core/testing/given.ts';
import { readMappingSample } from '../project/sample-file.ts';
import { pathOfAddress } from './workspace-mappings.ts';

/** As many files as are kept; tests of one mapping seldom name more. */
const MOST_FILES = 500;

/** The files that tests name, each read once until something changes on disk. */
export class GivenFiles {
  readonly #read = new Map<string, Promise<GivenFile>>();

  /** @param keep Whether the editor says when a file changes; else each is read anew every time. */
  constructor(private readonly keep: () => boolean) {}

  /** What the tests of a mapping name: its JSON, or why it could not be read. */
  async of(uri: string, model: MappingModel): Promise<ReadonlyMap<string, GivenFile>> {
    const names = givenFiles(model);
    const files = await Promise.all(names.map((name) => this.#one(uri, name)));
    return new Map(names.map((name, index) => [name, files[index] as GivenFile]));
  }

  forget(): void {
    this.#read.clear();
  }

  #one(uri: string, name: string): Promise<GivenFile> {
    const mapping = pathOfAddress(uri);
    if (mapping === undefined) return Promise.resolve({ problem: `Save the mapping first: ${name} stands beside it.` });
    const key = `${uri}\n${name}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const reading = readGiven(mapping, name);
    if (this.keep()) {
      if (this.#read.size >= MOST_FILES) this.#read.clear();
      this.#read.set(key, reading);
    }
    return reading;
  }
}

async function readGiven(mapping: string, name: string): Promise<GivenFile> {
  try {
    return { payload: { d: { results: await readMappingSample(mapping, name) } } };
  } catch (error) {
    if (error instanceof SfmapError) return { problem: error.sentence };
    throw error;
  }
}
