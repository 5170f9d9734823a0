import { dirname } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Analysis, type Surroundings } from '../core/analysis/analyse.ts';
import type { Diagnostic } from '../core/analysis/check.ts';
import { diagnosticsWithFiles } from '../features/diagnostics.ts';
import { fileProblems, fileReferences } from '../project/file-problems.ts';
import { readMappingSample } from '../project/sample-file.ts';
import {
  hashOf,
  NO_FILE,
  NO_SETTINGS,
  type ProjectSettings,
  type ReadBaseline,
  type ReadSettings,
  type SurroundingFiles,
  stampOfBaseline,
  stampOfFiles,
} from './surrounding-files.ts';
import { pathOfAddress, type WorkspaceMappings } from './workspace-mappings.ts';

/** The findings in a mapping that is not open. */
export interface ClosedReport<D> {
  /** Names the text and everything else that the findings depend on. */
  readonly resultId: string;
  readonly items: readonly D[];
}

/** A mapping as it lies on disk, and what its findings depend on beside the files that it names. */
export interface MappingOnDisk {
  readonly address: string;
  readonly path: string;
  readonly text: string;
  readonly textHash: string;
  readonly settings: ProjectSettings;
  /** Which version of its baseline lies beside it. */
  readonly baseline: string;
}

interface Known<D> extends ClosedReport<D> {
  readonly textHash: string;
  /** The files that the mapping names. */
  readonly files: readonly string[];
}

/**
 * Checks mappings as they lie on disk, with the sample, the baseline and the sfmap.json that they have there. What is
 * kept of a mapping is its findings and the name of what they depend on: no text, no tree, no payload.
 */
export class ClosedMappings<D> {
  readonly #known = new Map<string, Known<D>>();
  /** Result ids of an earlier server say nothing: it may have had other rules. */
  readonly #server = Date.now().toString(36);
  readonly #settingsNames = new WeakMap<ProjectSettings, number>();
  #settingsCount = 0;
  /** The settings of each folder, read once for all of its mappings. */
  readonly #round = new Map<string, Promise<ReadSettings>>();

  constructor(
    private readonly workspace: WorkspaceMappings,
    private readonly files: SurroundingFiles,
    private readonly convert: (document: TextDocument, diagnostic: Diagnostic) => D,
  ) {}

  /** Before all mappings are asked for: those that are gone are forgotten, and the settings of folders read again. */
  begin(addresses: readonly string[]): void {
    this.readSettingsAgain();
    const there = new Set(addresses);
    for (const address of this.#known.keys()) if (!there.has(address)) this.#known.delete(address);
  }

  readSettingsAgain(): void {
    this.#round.clear();
  }

  /** Reads a mapping and looks at what lies beside it, but does not judge it. Undefined where it cannot be read. */
  async read(address: string): Promise<MappingOnDisk | undefined> {
    const path = pathOfAddress(address);
    const text = path === undefined ? undefined : await this.workspace.text(address);
    if (path === undefined || text === undefined) {
      this.#known.delete(address);
      return undefined;
    }
    const [{ settings = NO_SETTINGS }, baseline] = await Promise.all([this.#settings(path), stampOfBaseline(path)]);
    return { address, path, text, textHash: hashOf(text), settings, baseline };
  }

  /** The findings in a mapping as it was read; those of before where nothing has changed. */
  async report(mapping: MappingOnDisk): Promise<ClosedReport<D>> {
    const known = this.#known.get(mapping.address);
    if (known?.textHash === mapping.textHash) {
      if (known.resultId === (await this.#resultId(mapping, known.files))) return known;
    }
    return this.#check(mapping);
  }

  #settings(path: string): Promise<ReadSettings> {
    const folder = dirname(path);
    const read = this.#round.get(folder) ?? this.files.settings(path);
    this.#round.set(folder, read);
    return read;
  }

  async #check(mapping: MappingOnDisk): Promise<Known<D>> {
    const { address, path, text, textHash } = mapping;
    const { parameters, rules, entityModel } = mapping.settings;
    const alone = new Analysis(text);
    const [name = '', file] = [...alone.model.samples][0] ?? [];
    const sample = file === '' ? undefined : file;
    const files = fileReferences(alone.file, alone.model).map((reference) => reference.file);
    // Asked before anything is read: what is written meanwhile gives another id the next time.
    const resultId = await this.#resultId(mapping, files);
    const { baseline }: ReadBaseline =
      mapping.baseline === NO_FILE ? {} : await this.files.baseline(path, alone.model.direction);
    const read = sample === undefined ? undefined : await this.files.sample(path, sample, name);
    const surroundings: Surroundings = { sample: read?.sample, parameters, levels: rules, entityModel, baseline };
    const analysis = new Analysis(text, surroundings, alone);
    const document = TextDocument.create(address, 'sfmap', 0, text);
    const items = diagnosticsWithFiles(analysis, await this.#fileProblems(path, analysis, read?.sample && sample)).map(
      (one) => this.convert(document, one),
    );
    const known: Known<D> = { resultId, items, textHash, files };
    this.#known.set(address, known);
    return known;
  }

  /** @param read The file that was read already. */
  #fileProblems(path: string, analysis: Analysis, read: string | undefined): Promise<readonly Diagnostic[]> {
    return fileProblems(path, analysis, async (mapping, file) => {
      if (file !== read) await readMappingSample(mapping, file);
    });
  }

  async #resultId({ textHash, settings, path, baseline }: MappingOnDisk, files: readonly string[]): Promise<string> {
    let name = this.#settingsNames.get(settings);
    if (name === undefined) {
      name = ++this.#settingsCount;
      this.#settingsNames.set(settings, name);
    }
    return hashOf(`${this.#server} ${textHash} ${name} ${baseline} ${await stampOfFiles(path, files)}`);
  }
}
