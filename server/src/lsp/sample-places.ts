import type { Location } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Json } from '../core/json.ts';
import { jsonPlace } from '../core/language/json-place.ts';
import { placeOfFirstPerson } from '../core/mapping/people.ts';
import { readTextFile } from '../project/read-text-file.ts';
import { payloadLimit } from '../project/sample-file.ts';
import { toRange } from './convert.ts';
import { addressOf } from './mapping-files.ts';

interface KnownFile {
  readonly document: TextDocument;
  readonly person: readonly (string | number)[];
}

/**
 * Places in the files of samples, for diagnostics that are about one. A file is read in the background when the first
 * place in it is asked for; until then there is none, and `onChange` says when there is.
 */
export class SamplePlaces {
  /** By path; undefined while it is read, or where it cannot be. */
  readonly #files = new Map<string, KnownFile | undefined>();

  constructor(private readonly onChange: () => void) {}

  place(path: string, location: readonly (string | number)[]): Location | undefined {
    if (!this.#files.has(path)) {
      if (this.#files.size >= MOST_FILES) this.#files.clear();
      this.#files.set(path, undefined);
      void this.#read(path);
    }
    const file = this.#files.get(path);
    if (file === undefined) return undefined;
    const { document, person } = file;
    const found = jsonPlace(document.getText(), [...person, ...location]);
    if (found === undefined) return undefined;
    // Of a record its name, or its first sign: the whole of it may be pages long.
    const { start } = found.value;
    return { uri: document.uri, range: toRange(document, found.key ?? { start, end: start + 1 }) };
  }

  /** Something has changed on disk. */
  forget(): void {
    this.#files.clear();
  }

  async #read(path: string): Promise<void> {
    try {
      const text = await readTextFile(path, 'The payload', payloadLimit);
      const person = placeOfFirstPerson(JSON.parse(text) as Json);
      if (!this.#files.has(path)) return;
      this.#files.set(path, { document: TextDocument.create(addressOf(path), 'json', 0, text), person });
      this.onChange();
    } catch {
      // Whoever reads the sample for its values says what is wrong with it.
    }
  }
}

/** The texts of so many samples are kept; a mapping that is open has one. */
const MOST_FILES = 8;
